import type { AsOf, CaseFacts, Entry, EventOf } from './event.ts'
import type { Instant } from './instant.ts'
import type { CaseState, Progress } from './state.ts'
import { absorbs, dossierStatuses, phaseOf, type Status } from './status.ts'

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

/** At the same moment a dossier's states follow the national list, whatever the order of arrival. */
function rank({ event }: Entry): number {
  if (event.type !== 'statusChanged') return 0
  return Object.keys(dossierStatuses).indexOf(event.status) + 1
}

/** Pure fold step. What an entry cannot apply to (a repeat, a state after a final one) leaves the state as it is. */
export function evolve(state: CaseState | undefined, entry: Entry): CaseState | undefined {
  const { event } = entry
  if (event.type === 'received') return state ?? begin(event.facts, entry)
  return state === undefined ? undefined : evolveKnown(state, entry)
}

function evolveKnown(state: CaseState, entry: Entry): CaseState {
  const { event, occurredAt: at } = entry
  switch (event.type) {
    case 'received':
      return state
    case 'corrected':
      return correct(state, event.facts, entry)
    case 'statusChanged':
      return changeStatus(state, event.status, at)
    case 'requestIssued':
      return issue(state, event, at)
    case 'requestAnswered':
      return answer(state, event, at)
    case 'paused':
      return withStops(state, { ...state.stops, command: state.stops.command ?? at }, at)
    case 'resumed':
      return withStops(state, { ...state.stops, command: undefined }, at)
    case 'extended':
      return newEpisode({ ...state, statutory: { at: event.due, basis: 'extension' } }, entry)
    case 'rescheduled':
      return newEpisode({ ...state, promised: { at: event.due, basis: 'reschedule' } }, entry)
    case 'reassigned':
      return newEpisode({ ...state, agency: event.agency, handler: event.handler }, entry)
    case 'handlerNamed':
      return { ...state, handler: event.handler }
    case 'reopened':
      return reopen(state, entry)
    case 'noticeRaised':
    case 'stepSkipped':
    case 'noticeSettled':
      return escalate(state, event, at)
    default:
      return event satisfies never
  }
}

function begin(facts: CaseFacts, { occurredAt, recordedAt }: Entry): CaseState {
  const status = facts.kind === 'dossier' ? 'registered' : 'received'
  const running = phaseOf(facts.kind, status) === 'running'
  return {
    facts,
    status,
    progress: running ? { phase: 'running' } : { phase: 'waiting' },
    agency: facts.agency,
    handler: undefined,
    clockStartedAt: running ? occurredAt : undefined,
    stops: {},
    pauses: [],
    statutory: facts.due === undefined ? undefined : { at: facts.due, basis: 'source' },
    promised: undefined,
    requests: [],
    episode: 1,
    episodeKnownAt: recordedAt,
    notices: [],
    settled: [],
  }
}

const newEpisode = (state: CaseState, { recordedAt }: Entry): CaseState => ({
  ...state,
  episode: state.episode + 1,
  episodeKnownAt: recordedAt,
})

function correct(state: CaseState, facts: CaseFacts, entry: Entry): CaseState {
  const agency = facts.agency === state.facts.agency ? state.agency : facts.agency
  const corrected = { ...state, facts, agency }
  if (facts.due === state.facts.due && agency === state.agency) return corrected
  const statutory = facts.due === undefined ? undefined : ({ at: facts.due, basis: 'source' } as const)
  return newEpisode({ ...corrected, statutory: facts.due === state.facts.due ? state.statutory : statutory }, entry)
}

function changeStatus(state: CaseState, status: Status, at: Instant): CaseState {
  const { kind } = state.facts
  if (status === state.status || absorbs(kind, state.status, status)) return state
  const phase = phaseOf(kind, status)
  const started = phase === 'waiting' ? state.clockStartedAt : (state.clockStartedAt ?? at)
  const moved: CaseState = { ...state, status, clockStartedAt: started }
  if (phase === 'finished') return finish(moved, at)
  if (phase === 'waiting') return { ...moved, progress: { phase } }
  return withStops(moved, { ...state.stops, status: phase === 'paused' ? (state.stops.status ?? at) : undefined }, at)
}

/** The first final state is the end; one that it leads to does not move it. */
function finish(state: CaseState, at: Instant): CaseState {
  if (state.progress.phase === 'finished') return state
  return { ...withStops(state, {}, at), progress: { phase: 'finished', at } }
}

/** The clock stands still while any stop lasts; the pause is written down when the last one ends. */
function withStops(state: CaseState, stops: CaseState['stops'], at: Instant): CaseState {
  if (state.progress.phase === 'finished') return state
  const since = [stops.status, stops.command].filter((start) => start !== undefined).toSorted()[0]
  const paused = state.progress.phase === 'paused' ? state.progress : undefined
  if (since !== undefined)
    return { ...state, stops, progress: { phase: 'paused', since: paused?.since ?? since } satisfies Progress }
  const pauses = paused === undefined ? state.pauses : [...state.pauses, { from: paused.since, to: at }]
  return { ...state, stops, pauses, progress: running(state) }
}

const running = (state: CaseState): Progress =>
  state.clockStartedAt === undefined ? { phase: 'waiting' } : { phase: 'running' }

/** A reopened field report starts its limit anew; a dossier keeps the date that the citizen was given. */
function reopen(state: CaseState, entry: Entry): CaseState {
  if (state.progress.phase !== 'finished') return state
  const open: CaseState = { ...state, status: 'processing', progress: { phase: 'running' }, stops: {} }
  if (state.facts.kind === 'dossier') return newEpisode(open, entry)
  return newEpisode({ ...open, clockStartedAt: entry.occurredAt, pauses: [], statutory: undefined }, entry)
}

function issue(state: CaseState, event: EventOf<'requestIssued'>, at: Instant): CaseState {
  if (state.requests.some((request) => request.id === event.request)) return state
  const request = { id: event.request, issuedAt: at, addressee: event.addressee, answeredAt: undefined }
  return { ...state, requests: [...state.requests, request] }
}

const answer = (state: CaseState, event: EventOf<'requestAnswered'>, at: Instant): CaseState => ({
  ...state,
  requests: state.requests.map((request) =>
    request.id === event.request && request.answeredAt === undefined ? { ...request, answeredAt: at } : request,
  ),
})

type EscalationEvent = EventOf<'noticeRaised' | 'stepSkipped' | 'noticeSettled'>

function escalate(state: CaseState, event: EscalationEvent, at: Instant): CaseState {
  const { episode, level, occurrence } = event
  const key = { episode, level, occurrence }
  switch (event.type) {
    case 'noticeRaised': {
      const notice = { ...key, raisedAt: at, due: event.due, pending: event.roles }
      return { ...state, notices: [...state.notices, notice], settled: [...state.settled, key] }
    }
    case 'stepSkipped':
      return { ...state, settled: [...state.settled, key] }
    case 'noticeSettled': {
      const notices = state.notices.map((notice) =>
        sameNotice(notice, key) ? { ...notice, pending: notice.pending.filter((role) => role !== event.role) } : notice,
      )
      return { ...state, notices }
    }
    default:
      return event satisfies never
  }
}

type Key = { episode: number; level: number; occurrence: number }
export const sameNotice = (a: Key, b: Key): boolean =>
  a.episode === b.episode && a.level === b.level && a.occurrence === b.occurrence
