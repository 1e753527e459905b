import { readFileSync } from 'node:fs'
import * as z from 'zod'
import * as contract from '../../workflows/contract.ts'
import { execute, type Definition, type Functions, type Outcome } from '../local/asl-run.ts'

export const machineNames = ['escalation', 'digests', 'weekly-report', 'import', 'accountability'] as const

/** The definition as its file has it, the functions' names in the place of their ARNs. */
export const definitionOf = (name: (typeof machineNames)[number]): Definition =>
  readDefinition(`workflows/${name}.asl.json`)

export const readDefinition = (file: string | URL): Definition =>
  JSON.parse(readFileSync(file, 'utf8').replaceAll(/\$\{(\w+)\}/g, '$1'))

const tasks: Record<string, { input: z.ZodObject; answer: z.ZodType }> = {
  escalateCase: { input: contract.escalateCaseInput, answer: contract.escalateCaseAnswer },
  planDigests: { input: contract.planDigestsInput, answer: contract.planDigestsAnswer },
  sendDigest: { input: contract.sendDigestInput, answer: contract.sendDigestAnswer },
  settleDigests: { input: contract.settleDigestsInput, answer: contract.settleDigestsAnswer },
  draftReport: { input: contract.draftReportInput, answer: contract.draftReportAnswer },
  checkReport: { input: contract.checkReportInput, answer: contract.checkReportAnswer },
  publishReport: { input: contract.publishReportInput, answer: contract.publishReportAnswer },
  renderReport: { input: contract.renderReportInput, answer: contract.renderReportAnswer },
  readImport: { input: contract.readImportInput, answer: contract.importAnswer },
  applyImport: { input: contract.applyImportInput, answer: contract.importAnswer },
  mailReport: { input: contract.mailReportInput, answer: contract.mailReportAnswer },
}

/** All states, those inside a Map too. */
export const statesOf = ({ States }: Pick<Definition, 'States'>): [id: string, state: object][] =>
  Object.entries(States).flatMap(([id, state]) => {
    const inner = nested.safeParse(state)
    return [[id, state], ...(inner.success ? statesOf(inner.data.ItemProcessor) : [])]
  })
const nested = z.object({
  ItemProcessor: z.object({ States: z.record(z.string(), z.record(z.string(), z.unknown())) }),
})

/** Functions that take and answer exactly what the contract says: one field more in a payload is an error. */
const withContract = (functions: Functions): Functions =>
  Object.fromEntries(
    Object.entries(functions).map(([name, answer]) => {
      const task = tasks[name]
      if (task === undefined) throw new Error(`${name} has no contract`)
      return [name, (payload: unknown) => task.answer.parse(answer(task.input.strict().parse(payload)))]
    }),
  )

/** Runs a machine from 08:00 on Friday 29/10/2021, Vietnam time, in virtual time and within its contract. */
export const run = (
  machine: (typeof machineNames)[number] | Definition,
  input: unknown,
  functions: Functions,
): Promise<Outcome> =>
  execute(typeof machine === 'string' ? definitionOf(machine) : machine, input, { functions: withContract(functions) })

/** `publishReport 14:30:30` for each call, by the clock on a Vietnamese wall. */
export const told = ({ calls }: Outcome): string[] =>
  calls.map(({ fn, at }) => `${fn} ${new Date((8 * 3600 + at) * 1000).toISOString().slice(11, 19)}`)
