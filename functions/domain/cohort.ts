import { changesOf } from './case-changes.ts'
import { judgedBefore, type Cohort } from './directive.ts'
import { statutoryDue } from './due.ts'
import { providerOf, subjectOf, type Entry } from './event.ts'
import { foldCase } from './evolve.ts'
import { countCase, UNASSIGNED } from './counted-case.ts'
import { earlier, fromMs, later, toMs, type Instant } from './instant.ts'
import type { Registry } from './registry.ts'
import type { CaseState } from './state.ts'
import type { CaseKind } from './status.ts'

/** One thing to clear: a processing request, or a case as a whole. */
export interface CohortItem {
  cohort: string
  caseId: string
  kind: CaseKind
  code: string
  subject: string
  provider: string | undefined
  /** Of a processing request. */
  request: string | undefined
  /** Who has it to clear, or had it when it was cleared. */
  agency: string
  clearedAt: Instant | undefined
}

export interface CohortQuestion {
  cohorts: readonly Cohort[]
  asOf: Instant
  knownAt: Instant
  /** The rules in force. */
  registry: Registry
  /** The rules as known at a moment, by which a frozen cohort was counted. */
  rulesAt: (knownAt: Instant) => Registry
}

/** What a case gives to the cohorts; to the first one that it belongs to, so that nothing is to be cleared twice. */
export function cohortItems(id: string, entries: readonly Entry[], question: CohortQuestion): CohortItem[] {
  const { asOf, knownAt, cohorts } = question
  const state = foldCase(entries, { asOf, knownAt })
  if (state === undefined) return []
  for (const cohort of cohorts) {
    const items = membersOf(id, { cohort, entries, state }, question)
    if (items.length > 0) return items
  }
  return []
}

interface Candidate {
  cohort: Cohort
  entries: readonly Entry[]
  state: CaseState
}

function membersOf(id: string, { cohort, entries, state }: Candidate, question: CohortQuestion): CohortItem[] {
  const { facts } = state
  const about = { cohort: cohort.id, caseId: id, kind: facts.kind, code: facts.code, subject: subjectOf(facts) }
  const finishedAt = state.progress.phase === 'finished' ? state.progress.at : undefined
  const whole: CohortItem = {
    ...about,
    provider: providerOf(facts),
    request: undefined,
    agency: state.agency ?? UNASSIGNED,
    clearedAt: finishedAt,
  }
  switch (cohort.of.type) {
    case 'frozen': {
      const { period, knownAt } = cohort.of
      const counted = countCase(id, entries, { period, knownAt, registry: question.rulesAt(knownAt) })
      const requests = counted?.requests.filter(({ outcome }) => outcome !== 'done') ?? []
      const asked = requests.map((request) => ({
        ...whole,
        request: request.id,
        ...requestNow(state, request.id, whole),
      }))
      return facts.kind === 'fieldReport' && counted?.outcome === 'overdue' ? [...asked, whole] : asked
    }
    case 'becomesOverdue': {
      if (facts.kind === 'directiveTask') return []
      const to = earlier(judgedBefore(cohort.before), fromMs(toMs(question.asOf) + 1))
      return becameOverdueAt(entries, { from: cohort.of.from, to }, question) === undefined ? [] : [whole]
    }
    default:
      return cohort.of satisfies never
  }
}

/** A request is cleared when it is answered or its dossier is final, whichever came first. */
function requestNow(state: CaseState, id: string, whole: CohortItem): Pick<CohortItem, 'agency' | 'clearedAt'> {
  const request = state.requests.find((each) => each.id === id)
  const times = [request?.answeredAt, whole.clearedAt].filter((at) => at !== undefined)
  return { agency: request?.addressee ?? whole.agency, clearedAt: times.toSorted()[0] }
}

/**
 * When the case passed its due date unfinished within the span (`to` excluded); undefined where it did not, or had done
 * so before. A date that moves is told by the entry that moved it.
 */
export function becameOverdueAt(
  entries: readonly Entry[],
  { from, to }: { from: Instant; to: Instant },
  { asOf, knownAt, registry }: Pick<CohortQuestion, 'asOf' | 'knownAt' | 'registry'>,
): Instant | undefined {
  const changes = changesOf(entries, { asOf, knownAt })
  for (const [index, { entry, after }] of changes.entries()) {
    const due = isOpen(after) ? statutoryDue(after, registry)?.at : undefined
    const until = earlier(changes[index + 1]?.entry.occurredAt ?? to, to)
    const since = due === undefined ? undefined : later(due, entry.occurredAt)
    if (since !== undefined && since < until) return since >= from ? since : undefined
  }
  return undefined
}

const isOpen = ({ progress: { phase } }: CaseState): boolean => phase === 'waiting' || phase === 'running'
