import { isDeepStrictEqual } from 'node:util'
import type { Caller } from '../domain/access.ts'
import { directiveTaskId } from '../domain/case-id.ts'
import { singleTasks, taskFacts, type Directive, type OrderedTask } from '../domain/directive.ts'
import { refuseFuture, refuseUnknownAgency } from '../domain/happening.ts'
import { localDateOf } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import type { Rejection } from '../domain/rejection.ts'
import type { DirectiveRecord } from '../store/directive-store.ts'
import type { DirectiveDeps } from './deps.ts'
import { BusyCaseError, carryOut } from './update-case.ts'

const TRIES = 5

export type Entered =
  | { type: 'entered'; id: string; result: 'created' | 'updated' | 'unchanged'; tasks: string[] }
  | { type: 'rejected'; rejection: Rejection }

/**
 * Takes in a letter, or what has become known of it: its number, its day. Tasks and cohorts are added and never changed,
 * since agencies work on them; each task that no cohort divides among agencies becomes a case.
 */
export const enterDirective = (deps: DirectiveDeps, who: Caller, told: Directive): Promise<Entered> =>
  enter(deps, who, { id: told.id, change: (known) => (known === undefined ? told : completed(known, told)) })

/** A leader's remark on the letter becomes tasks of it. Refused where there is no such letter. */
export const addTasks = (
  deps: DirectiveDeps,
  who: Caller,
  { id, tasks }: { id: string; tasks: readonly OrderedTask[] },
): Promise<Entered> =>
  enter(deps, who, { id, change: (known) => known && { ...known, tasks: added(known.tasks, tasks) } })

const completed = (known: Directive, told: Directive): Directive => ({
  ...told,
  receivedAt: known.receivedAt,
  tasks: added(known.tasks, told.tasks),
  cohorts: [...known.cohorts, ...told.cohorts.filter(({ id }) => !known.cohorts.some((each) => each.id === id))],
  reports: [...known.reports, ...told.reports.filter(({ kind }) => !known.reports.some((each) => each.kind === kind))],
})

const added = (known: readonly OrderedTask[], told: readonly OrderedTask[]): OrderedTask[] => [
  ...known,
  ...told.filter(({ number }) => !known.some((each) => each.number === number)),
]

interface Change {
  id: string
  change: (known: Directive | undefined) => Directive | undefined
}

/** The letter is saved before its tasks: who asks again completes what a crash cut short. @throws BusyCaseError */
async function enter(deps: DirectiveDeps, who: Caller, { id, change }: Change): Promise<Entered> {
  const registry = await deps.registry.current()
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const before = await deps.directives.load(id)
    const letter = change(before?.letter)
    if (letter === undefined) return { type: 'rejected', rejection: { code: 'notFound' } }
    const rejection = refuseLetter(letter, registry, deps.now())
    if (rejection !== undefined) return { type: 'rejected', rejection }
    // Before anything is saved: a date without a calendar makes no case.
    for (const task of singleTasks(letter)) taskFacts(letter, task, registry)
    const result = resultOf(before, letter)
    const record = { version: (before?.version ?? 0) + 1, letter }
    const saved = result === 'unchanged' || (await deps.directives.save(record, before?.version)) === 'saved'
    if (saved) return { type: 'entered', id, result, tasks: await assign(deps, who, { letter, registry }) }
  }
  throw new BusyCaseError(id)
}

function resultOf(before: DirectiveRecord | undefined, letter: Directive) {
  if (before === undefined) return 'created'
  return isDeepStrictEqual(before.letter, letter) ? 'unchanged' : 'updated'
}

function refuseLetter(letter: Directive, registry: Registry, now: string): Rejection | undefined {
  const named = letter.tasks.flatMap(({ number, agency, coordinators, copies }) =>
    [agency, ...coordinators, ...copies].map((each, n) => [`tasks.${number}.${n}`, each] as const),
  )
  const on = localDateOf(letter.receivedAt)
  return (
    refuseFuture({ receivedAt: letter.receivedAt }, now) ?? refuseUnknownAgency(registry, Object.fromEntries(named), on)
  )
}

/** @returns the ids of the tasks that are cases; one that is known already is left as it is */
async function assign(
  deps: DirectiveDeps,
  who: Caller,
  { letter, registry }: { letter: Directive; registry: Registry },
): Promise<string[]> {
  const ids: string[] = []
  for (const task of singleTasks(letter)) {
    const id = directiveTaskId(letter.id, task.number)
    const facts = taskFacts(letter, task, registry)
    if ((await deps.cases.load(id)) === undefined)
      await carryOut(deps, id, {
        command: { type: 'registerTask', facts, source: letter.id },
        actor: { role: who.role, id: who.id },
      })
    ids.push(id)
  }
  return ids
}
