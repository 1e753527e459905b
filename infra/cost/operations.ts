import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod'
import { instant } from '../../functions/domain/instant.ts'

const count = z.int().nonnegative()

/** What one function did. `calls` are those of AWS's APIs, as `dynamodb:PutItem`. */
const functionOperations = z.object({
  memoryMb: count,
  /** Callers of the HTTP API wait for it. */
  route: z.boolean(),
  invocations: count,
  /** On the machine of the run, with its local ends of AWS: see `assumptions.ts` for what is made of it. */
  milliseconds: z.number().nonnegative(),
  logBytes: count,
  /** Request units of DynamoDB, indexes included. */
  reads: z.number().nonnegative(),
  writes: z.number().nonnegative(),
  calls: z.record(z.string(), count),
})
export type FunctionOperations = z.output<typeof functionOperations>

const machineOperations = z.object({
  executions: count,
  /** States entered and tasks tried again: what a standard workflow is billed by. */
  transitions: count,
  /** At one moment. */
  mostRunning: count,
  /** Within one minute. */
  mostStartedInAMinute: count,
})
export type MachineOperations = z.output<typeof machineOperations>

/** Everything that AWS would bill of a run, counted while it ran. Times are UTC. */
export const operations = z.object({
  from: instant,
  to: instant,
  /** Cases in the table at the end: all of them came in during the run. */
  cases: count,
  /** Reminders and escalations that fired. */
  steps: count,
  mails: z.object({ count, bytes: count, recipients: count }),
  /** Of all items with their index entries, and of all objects, at the end. */
  stored: z.object({ tableBytes: count, objectBytes: count }),
  functions: z.record(z.string(), functionOperations),
  machines: z.record(z.string(), machineOperations),
})
export type Operations = z.output<typeof operations>

/** @throws Error naming a file that is not there, z.ZodError for one that holds something else */
export function readOperations(path: string): Operations {
  if (!existsSync(path)) throw new Error(`${path} is not there: npm start -- --exit leaves it`)
  return operations.parse(JSON.parse(readFileSync(path, 'utf8')))
}
