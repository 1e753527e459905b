import type * as z from 'zod'
import type { Action, Caller } from '../domain/access.ts'
import type { Register } from '../domain/command.ts'
import { fixedProblem, type Problem } from '../text/problem.ts'
import { rejectionProblem } from '../text/rejection-words.ts'
import type { RegisterDeps } from '../work/deps.ts'
import { readAhead } from '../work/read-ahead.ts'
import { register, registeredId, registeredOwner } from '../work/register.ts'
import { BusyCaseError } from '../work/update-case.ts'
import type { Registration } from '../work/wire.ts'
import { BadInputError, demand, parse, RefusedError, type ApiAnswer } from './api.ts'

/** How many items of a batch are under way at once. */
const AT_ONCE = 10

type ItemAnswer = { id?: string } & (
  | { result: 'created' | 'updated' | 'unchanged' }
  | { result: 'rejected'; problem: Problem }
)

/** How one route reads its items. */
export interface BatchSpec<S extends z.ZodType> {
  action: Action
  item: S
  registration: (item: z.output<S>) => Registration<Register>
}

/**
 * Takes in the items of a batch one by one: the good ones are kept, each bad one is answered with its reason. The cases
 * they are about are read in one request.
 */
export const registerBatch =
  <S extends z.ZodType>(deps: RegisterDeps, spec: BatchSpec<S>) =>
  async (who: Caller, inputs: readonly unknown[]): Promise<ApiAnswer> => {
    const items = inputs.map((input) => answered(() => read(spec, who, input)))
    const ids = items.flatMap((item) => ('command' in item ? registeredId(item.command) : []))
    const batch = { ...deps, cases: await readAhead(deps.cases, [...new Set(ids)]) }
    const results: ItemAnswer[] = []
    for (let start = 0; start < items.length; start += AT_ONCE)
      results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map((item) => take(batch, who, item)))))
    const rejected = results.filter((each) => each.result === 'rejected').length
    deps.log.metric('casesIn', results.length - rejected)
    const body = {
      accepted: results.length - rejected,
      rejected,
      results: results.map((each, index) => ({ index, ...each })),
    }
    // What was refused is judged anew when it comes again: mended, or when the case is free. Its words are nobody's to keep.
    return { status: 200, body, ...(rejected > 0 && { keep: false as const }) }
  }

/** @throws BadInputError, RefusedError */
function read<S extends z.ZodType>(spec: BatchSpec<S>, who: Caller, input: unknown): Registration<Register> {
  const registration = spec.registration(parse(spec.item, input))
  demand(who, spec.action, registeredOwner(registration.command))
  return registration
}

async function take(deps: RegisterDeps, who: Caller, item: Registration<Register> | ItemAnswer): Promise<ItemAnswer> {
  if (!('command' in item)) return item
  try {
    const done = await register(deps, who, item)
    if (done.result !== 'rejected') return done
    return { id: done.id, result: 'rejected', problem: rejectionProblem(done.rejection) }
  } catch (error) {
    if (error instanceof BusyCaseError)
      return { id: error.caseId, result: 'rejected', problem: fixedProblem('unavailable') }
    throw error
  }
}

/** What is wrong with the item itself is its answer. */
function answered<T>(reading: () => T): T | ItemAnswer {
  try {
    return reading()
  } catch (error) {
    if (error instanceof BadInputError || error instanceof RefusedError)
      return { result: 'rejected', problem: error.problem }
    throw error
  }
}
