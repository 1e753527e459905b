import { causeOf, releaseClock, stopClock } from './clock-stops.ts'
import type { AsOf, Entry, EventOf } from './event.ts'
import { hear } from './evolve-answers.ts'
import { begin, tell } from './evolve-facts.ts'
import { escalate } from './evolve-notices.ts'
import { answer, issue } from './evolve-requests.ts'
import { changeStatus, reopen } from './evolve-status.ts'
import { answerDispute, dispute } from './disputes.ts'
import { handTo } from './hand-over.ts'
import { newEpisode, postpone } from './set-date.ts'
import { reportProgress } from './standing-task.ts'
import type { CaseState } from './state.ts'
import { directiveTaskStatuses, dossierStatuses, fieldReportStatuses } from './status.ts'

/**
 * The case as it stood at `asOf`, from what had been recorded by `knownAt` (both inclusive, default: everything).
 * Undefined where the case was not there yet, or not known.
 */
export function foldCase(entries: readonly Entry[], when: AsOf = {}): CaseState | undefined {
  const { asOf = '9', knownAt = '9' } = when
  let state: CaseState | undefined
  for (const entry of inWorldOrder(entries))
    if (entry.occurredAt <= asOf && entry.recordedAt <= knownAt) state = evolve(state, entry)
  return state
}

/** By the order of the world, not of arrival: sources jump states, repeat, and send late. */
export const inWorldOrder = (entries: readonly Entry[]): Entry[] => entries.toSorted(compareEntries)

function compareEntries(a: Entry, b: Entry): number {
  const begins = Number(b.event.type === 'received') - Number(a.event.type === 'received')
  if (begins !== 0) return begins
  if (a.occurredAt !== b.occurredAt) return a.occurredAt < b.occurredAt ? -1 : 1
  const [orderA, orderB] = [a.sourceOrder ?? '', b.sourceOrder ?? '']
  if (orderA !== orderB) return orderA < orderB ? -1 : 1
  return rank(a) - rank(b) || a.seq - b.seq
}

/** At the same moment states follow their list, a dossier's the national one, whatever the order of arrival. */
const rank = ({ event }: Entry): number => (event.type === 'statusChanged' ? listed.indexOf(event.status) + 1 : 0)
const listed: readonly string[] = Object.keys({ ...dossierStatuses, ...fieldReportStatuses, ...directiveTaskStatuses })

/**
 * Pure fold step. What an entry cannot apply to (a repeat, a state after a final one) leaves the state as it is, and
 * the same object.
 */
export function evolve(state: CaseState | undefined, entry: Entry): CaseState | undefined {
  const { event } = entry
  if (event.type === 'received') return state ?? begin(event, entry)
  return state === undefined ? undefined : evolveKnown(state, entry)
}

function evolveKnown(state: CaseState, entry: Entry): CaseState {
  const { event, occurredAt: at } = entry
  switch (event.type) {
    case 'received':
      return state
    case 'corrected':
      return tell(state, event, entry)
    case 'statusChanged':
      return changeStatus(state, event, at)
    case 'requestIssued':
      return issue(state, event, at)
    case 'requestAnswered':
      return answer(state, event, at)
    case 'paused':
      return stopClock(state, causeOf(event.document), at)
    case 'resumed':
      return releaseClock(state, causeOf(event.document), at)
    case 'extended':
      return postpone(state, 'extension', { due: event.due, entry })
    case 'rescheduled':
      return postpone(state, 'reschedule', { due: event.due, entry })
    case 'reassigned':
      return reassign(state, event, entry)
    case 'declined':
      return { ...state, declined: { at, proposed: event.proposed } }
    case 'handlerNamed':
      return handTo(state, { agency: state.agency, handler: event.handler }, at)
    case 'reopened':
      return reopen(state, entry)
    case 'noticeRaised':
    case 'stepSkipped':
    case 'noticeSettled':
    case 'noticeReturned':
      return escalate(state, event, at)
    default:
      return account(state, event, entry)
  }
}

/** What is said of the work besides doing it: how far it has come, whose time it was, and answers to a reminder. */
function account(state: CaseState, event: AccountEvent, entry: Entry): CaseState {
  const { occurredAt: at } = entry
  switch (event.type) {
    case 'progressReported':
      return reportProgress(state, event, entry)
    case 'delayDisputed':
      return dispute(state, event, at)
    case 'disputeAnswered':
      return answerDispute(state, event, at)
    default:
      return hear(state, event, at)
  }
}
type AccountEvent = Parameters<typeof hear>[1] | EventOf<'progressReported' | 'delayDisputed' | 'disputeAnswered'>

function reassign(state: CaseState, event: EventOf<'reassigned'>, entry: Entry): CaseState {
  const stays = event.agency === state.agency
  const handler = event.handler ?? (stays ? state.handler : undefined)
  const handed = { ...handTo(state, { agency: event.agency, handler }, entry.occurredAt), declined: undefined }
  return stays ? handed : newEpisode(handed, entry)
}
