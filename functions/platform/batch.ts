import type * as z from 'zod'
import { demand, parse, BadInputError, RefusedError, type ApiAnswer } from './api.ts'
import type { Action, Caller } from '../domain/access.ts'
import type { Register } from '../domain/command.ts'
import type { Problem } from '../text/problem.ts'
import { rejectionProblem } from '../text/rejection-words.ts'
import { fixedProblem } from '../text/problem.ts'
import type { RegisterDeps } from '../work/deps.ts'
import { register, registeredOwner } from '../work/register.ts'
import { BusyCaseError } from '../work/update-case.ts'
import type { Registration } from '../work/wire.ts'

/** How many items of a batch are under way at once. */
const AT_ONCE = 10

interface ItemAnswer {
  index: number
  result: 'created' | 'updated' | 'unchanged' | 'rejected'
  id?: string
  problem?: Problem
}

/** How one route reads its items. */
export interface BatchSpec<S extends z.ZodType> {
  action: Action
  item: S
  registration: (item: z.output<S>) => Registration<Register>
}

/** Takes in the items of a batch one by one: the good ones are kept, each bad one is answered with its reason. */
export const registerBatch =
  <S extends z.ZodType>(deps: RegisterDeps, spec: BatchSpec<S>) =>
  async (who: Caller, items: readonly unknown[]): Promise<ApiAnswer> => {
    const results: ItemAnswer[] = []
    for (let start = 0; start < items.length; start += AT_ONCE) {
      const group = items.slice(start, start + AT_ONCE)
      results.push(...(await Promise.all(group.map((item, at) => registerItem({ deps, spec, who }, item, start + at)))))
    }
    const rejected = results.filter((each) => each.result === 'rejected').length
    deps.log.metric('casesIn', results.length - rejected)
    return { status: 200, body: { accepted: results.length - rejected, rejected, results } }
  }

interface Batch<S extends z.ZodType> {
  deps: RegisterDeps
  spec: BatchSpec<S>
  who: Caller
}

async function registerItem<S extends z.ZodType>(batch: Batch<S>, input: unknown, index: number): Promise<ItemAnswer> {
  const { deps, spec, who } = batch
  try {
    const registration = spec.registration(parse(spec.item, input))
    demand(who, spec.action, registeredOwner(registration.command))
    const done = await register(deps, who, registration)
    if (done.result !== 'rejected') return { index, ...done }
    return { index, id: done.id, result: 'rejected', problem: rejectionProblem(done.rejection) }
  } catch (error) {
    if (error instanceof BadInputError || error instanceof RefusedError)
      return { index, result: 'rejected', problem: error.problem }
    if (error instanceof BusyCaseError) return { index, result: 'rejected', problem: fixedProblem('unavailable') }
    throw error
  }
}
