import type { FunctionOperations, MachineOperations, Operations } from '../cost/operations.ts'
import { operationOf, type AwsCall } from './aws.ts'
import type { Units } from './capacity.ts'
import type { Execution } from './execution-store.ts'
import type { FunctionModel, MachineModel, Model } from './model.ts'

/** What Lambda itself knows of a function's invocations. */
export interface FunctionUsage {
  readonly invocations: number
  readonly milliseconds: number
  readonly logBytes: number
}

const MINUTE_MS = 60_000

interface MachineCount {
  executions: number
  transitions: number
  running: number
  mostRunning: number
  readonly perMinute: Map<number, number>
}

/** Counts what AWS would bill, by the function or machine that causes it. What operators' tools do does not count. */
export class Meter {
  readonly #calls = new Map<string, Map<string, number>>()
  readonly #units = new Map<string, { reads: number; writes: number }>()
  readonly #machines = new Map<string, MachineCount>()
  readonly #recipients = new Set<string>()
  readonly #mails = { count: 0, bytes: 0 }

  /** A call that AWS took. */
  readonly onServed = (call: AwsCall): void => {
    const own = this.#calls.get(call.caller) ?? new Map<string, number>()
    const name = `${call.service}:${operationOf(call) || call.method}`
    this.#calls.set(call.caller, own.set(name, (own.get(name) ?? 0) + 1))
  }

  readonly onUnits = (caller: string, { reads, writes }: Units): void => {
    const before = this.#units.get(caller) ?? { reads: 0, writes: 0 }
    this.#units.set(caller, { reads: before.reads + reads, writes: before.writes + writes })
  }

  readonly onSent = (recipients: readonly string[], bytes: number): void => {
    this.#mails.count++
    this.#mails.bytes += bytes
    for (const recipient of recipients) this.#recipients.add(recipient)
  }

  /** A state was entered, or a task tried again. */
  readonly onTransition = (machineArn: string): void => {
    this.#machine(machineArn).transitions++
  }

  onStatus({ machineArn, status, startedAt, redriveCount }: Execution): void {
    const machine = this.#machine(machineArn)
    if (status !== 'RUNNING') return void machine.running--
    machine.mostRunning = Math.max(machine.mostRunning, ++machine.running)
    if (redriveCount > 0) return
    const minute = Math.floor(startedAt / MINUTE_MS)
    machine.executions++
    machine.perMinute.set(minute, (machine.perMinute.get(minute) ?? 0) + 1)
  }

  /** @param usage by the name of the function */
  operations(
    { functions, machines, routes }: Model,
    usage: ReadonlyMap<string, FunctionUsage>,
  ): Pick<Operations, 'functions' | 'machines' | 'mails'> {
    const routed = new Set(routes.map(({ functionArn }) => functionArn))
    return {
      mails: { ...this.#mails, recipients: this.#recipients.size },
      functions: Object.fromEntries(
        functions.map((model) => [bare(model.name), this.#ofFunction(model, routed.has(model.arn), usage)]),
      ),
      machines: Object.fromEntries(machines.map((model) => [bare(model.name), this.#ofMachine(model)])),
    }
  }

  #ofFunction(
    { name, memoryMb }: FunctionModel,
    route: boolean,
    usage: ReadonlyMap<string, FunctionUsage>,
  ): FunctionOperations {
    const { invocations = 0, milliseconds = 0, logBytes = 0 } = usage.get(name) ?? {}
    const { reads = 0, writes = 0 } = this.#units.get(name) ?? {}
    const calls = Object.fromEntries([...(this.#calls.get(name) ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    return { memoryMb, route, invocations, milliseconds: Math.round(milliseconds), logBytes, reads, writes, calls }
  }

  #ofMachine({ arn }: MachineModel): MachineOperations {
    const { executions, transitions, mostRunning, perMinute } = this.#machine(arn)
    return { executions, transitions, mostRunning, mostStartedInAMinute: Math.max(0, ...perMinute.values()) }
  }

  #machine(arn: string): MachineCount {
    const known = this.#machines.get(arn)
    if (known) return known
    const fresh = { executions: 0, transitions: 0, running: 0, mostRunning: 0, perMinute: new Map<number, number>() }
    this.#machines.set(arn, fresh)
    return fresh
  }
}

/** Without product and stage. */
const bare = (name: string): string => name.replace(/^dondoc-[a-z]+-/, '')
