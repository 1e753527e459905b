import type { Entry, EventOf } from './event.ts'
import { noAnswers } from './evolve-answers.ts'
import { agreedFacts, type Statement } from './facts.ts'
import { handTo, hold } from './hand-over.ts'
import type { Instant } from './instant.ts'
import { newEpisode, setBy } from './set-date.ts'
import type { CaseState } from './state.ts'
import { initialStatus, phaseOf } from './status.ts'

/** The case as its first entry makes it. */
export function begin(event: EventOf<'received'>, entry: Entry): CaseState {
  const { facts } = event
  const { occurredAt: at, recordedAt } = entry
  const status = initialStatus[facts.kind]
  const running = phaseOf(facts.kind, status) === 'running'
  const begun: CaseState = {
    facts,
    told: [statementOf(event, entry)],
    status,
    progress: running ? { phase: 'running' } : { phase: 'waiting' },
    agency: facts.agency,
    handler: undefined,
    holders: [],
    declined: undefined,
    answers: noAnswers,
    commitments: [],
    duplicateOf: undefined,
    endedAs: undefined,
    clockStartedAt: running ? at : undefined,
    stops: [],
    pauses: [],
    supplements: [],
    statutory: facts.due === undefined ? undefined : setBy('source', facts.due),
    promised: undefined,
    postponed: [],
    requests: [],
    progressReports: [],
    disputes: [],
    episode: 1,
    episodeKnownAt: recordedAt,
    armedFrom: event.armedFrom,
    notices: [],
    settled: [],
  }
  return hold(begun, at)
}

/** What a source tells anew. Where that moves the due date or the case, an episode begins. */
export function tell(state: CaseState, event: EventOf<'corrected'>, entry: Entry): CaseState {
  const told = [...state.told, statementOf(event, entry)]
  const facts = agreedFacts(told)
  const knowing = { ...state, ...receivedAt(facts.receivedAt, state), told, facts }
  const due = facts.due === state.facts.due ? undefined : facts.due
  const moved = facts.agency !== state.facts.agency && facts.agency !== state.agency
  if (due === undefined && !moved) return knowing
  const statutory = due === undefined ? state.statutory : setBy('source', due)
  const hands = moved ? { agency: facts.agency, handler: undefined } : state
  return newEpisode(handTo({ ...knowing, statutory }, hands, entry.occurredAt), entry)
}

const statementOf = (event: EventOf<'received' | 'corrected'>, entry: Entry): Statement => ({
  source: event.source ?? entry.actor.id,
  at: entry.sourceOrder ?? entry.recordedAt,
  facts: event.facts,
})

/** What began with the reception begins where the reception is now said to have been. */
function receivedAt(at: Instant, { clockStartedAt, facts: { receivedAt: before }, holders }: CaseState) {
  return {
    clockStartedAt: clockStartedAt === before ? at : clockStartedAt,
    holders: holders.map((holder) => (holder.from === before ? { ...holder, from: at } : holder)),
  }
}
