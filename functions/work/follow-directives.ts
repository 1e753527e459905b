import { directiveTaskId } from '../domain/case-id.ts'
import type { CohortItem } from '../domain/cohort.ts'
import type { CaseCommand, Command } from '../domain/command.ts'
import { UNASSIGNED } from '../domain/counted-case.ts'
import { judgedBefore, taskFacts, type Directive, type OrderedTask } from '../domain/directive.ts'
import { stateOf, type CaseDocument } from '../domain/document.ts'
import type { Instant } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import { clearedWords, DEADLINE_OVER, MORE_TO_CLEAR } from '../text/directive-words.ts'
import type { DirectiveDeps } from './deps.ts'
import { itemsOf } from './read-directives.ts'
import { carryOut } from './update-case.ts'

const actor = { role: 'system', id: 'directives' }

export interface Followed {
  letters: number
  /** Agencies with a part in a cohort whose date is not over. */
  parts: number
}

/**
 * Every morning before the digests: each agency with a part in a letter's cohort has one task of its own, due at the
 * letter's date, and the task is told how much of the part is cleared. So a letter adds one line to an agency's digest,
 * with the same reminders as any task, and no second date to its cases. The task ends when the part is cleared, begins
 * again where more becomes overdue, and lapses at the date.
 */
export async function followDirectives(deps: DirectiveDeps): Promise<Followed> {
  const result: Followed = { letters: 0, parts: 0 }
  const registry = await deps.registry.current()
  for (const { letter } of await deps.directives.all()) {
    const shared = letter.tasks.filter(({ number }) => letter.cohorts.some(({ task }) => task === number))
    if (shared.length === 0 || (await isSettled(deps, letter, shared))) continue
    result.letters += 1
    const items = await itemsOf(deps, letter, deps.now())
    for (const task of shared) result.parts += await followTask(deps, { letter, task, registry }, items)
  }
  return result
}

/** Once the date has passed and the last part has lapsed, nothing more is to follow. */
async function isSettled(deps: DirectiveDeps, letter: Directive, shared: readonly OrderedTask[]): Promise<boolean> {
  const last = shared.map((task) => deadlineOf(letter, task)).reduce((a, b) => (a > b ? a : b))
  if (deps.now() < last) return false
  const ids = (await deps.registry.current())
    .codes('agency')
    .flatMap((agency) => shared.map((task) => directiveTaskId(letter.id, `${task.number}.${agency}`)))
  const parts: CaseDocument[] = []
  for (let start = 0; start < ids.length; start += 100)
    parts.push(...(await deps.cases.loadMany(ids.slice(start, start + 100))))
  return parts.every(({ summary }) => summary.phase === 'finished')
}

const deadlineOf = ({ cohorts }: Directive, { number }: OrderedTask): Instant =>
  cohorts
    .filter(({ task }) => task === number)
    .map(({ before }) => judgedBefore(before))
    .reduce((a, b) => (a > b ? a : b))

interface Shared {
  letter: Directive
  task: OrderedTask
  registry: Registry
}

async function followTask(deps: DirectiveDeps, { letter, task, registry }: Shared, all: readonly CohortItem[]) {
  const cohorts = new Set(letter.cohorts.filter((each) => each.task === task.number).map(({ id }) => id))
  const before = deadlineOf(letter, task)
  const parts = Map.groupBy(
    all.filter((item) => cohorts.has(item.cohort) && item.agency !== UNASSIGNED),
    ({ agency }) => agency,
  )
  for (const [agency, items] of parts) {
    const number = `${task.number}.${agency}`
    const facts = { ...taskFacts(letter, { ...task, number, agency }, registry), due: before }
    const cleared = items.filter(({ clearedAt }) => clearedAt !== undefined && clearedAt < before).length
    await followPart(deps, { facts, total: items.length, cleared, isOver: deps.now() >= before })
  }
  return parts.size
}

interface Part {
  facts: ReturnType<typeof taskFacts>
  total: number
  cleared: number
  isOver: boolean
}

/** The commands bring the task where it should stand; said again they change nothing. */
async function followPart(deps: DirectiveDeps, part: Part): Promise<void> {
  const { facts } = part
  const id = directiveTaskId(facts.directive, facts.number)
  let task = await deps.cases.load(id)
  if (task === undefined) {
    if (part.isOver || part.cleared === part.total) return
    task = await give(deps, id, { type: 'registerTask', facts, source: facts.directive })
  }
  for (const next of nextCommands(task, part)) task = await give(deps, id, next)
}

function nextCommands(task: CaseDocument, { total, cleared, isOver }: Part): CaseCommand[] {
  const { progress, status, progressReports } = stateOf(task)
  const report = clearedWords({ total, cleared })
  const isNews = progressReports.at(-1)?.report !== report
  const told: CaseCommand[] = isNews ? [{ type: 'reportProgress', report }] : []
  const done = cleared === total
  if (progress.phase === 'finished')
    return !done && !isOver && status === 'completed' ? [{ type: 'reopen', reason: MORE_TO_CLEAR }, ...told] : []
  if (done) return [...told, { type: 'resolve', outcome: 'completed' }]
  return isOver ? [...told, { type: 'resolve', outcome: 'lapsed', reason: DEADLINE_OVER }] : told
}

/** A task that the domain refuses to move stays as it is; the next morning tries again. */
async function give(deps: DirectiveDeps, id: string, command: Command): Promise<CaseDocument> {
  const outcome = await carryOut(deps, id, { command, actor })
  if (outcome.type !== 'rejected') return outcome.document
  throw new TaskRefusedError(`${command.type} ${id}: ${outcome.rejection.code}`)
}

/** The system's own command about its own task was refused: its rules are at odds. */
export class TaskRefusedError extends Error {
  override readonly name = 'TaskRefusedError'
}
