import type { Entry } from './event.ts'
import { endCommitment, withAnswers } from './evolve-answers.ts'
import type { Instant } from './instant.ts'
import type { CaseState, Postponement, SetDate } from './state.ts'

export const setBy = (basis: SetDate['basis'], at: Instant): SetDate => ({ at, basis })

/** What was raised or committed to before no longer counts; reminders that lay before anybody knew of it never fire. */
export const newEpisode = (state: CaseState, { occurredAt: at, recordedAt }: Entry): CaseState => ({
  ...endCommitment(state, { at, how: 'overtaken' }),
  episode: state.episode + 1,
  episodeKnownAt: recordedAt,
})

/** An extension moves the date that stands against the agency; a reschedule only the promise to the citizen. */
export function postpone(state: CaseState, basis: 'extension' | 'reschedule', to: { due: Instant; entry: Entry }) {
  const { due, entry } = to
  const date = setBy(basis, due)
  const dates = basis === 'extension' ? { statutory: date } : { promised: date }
  const postponement: Postponement = { at: entry.occurredAt, due, before: state.statutory }
  const granted = withAnswers(state, { extension: undefined })
  return newEpisode({ ...granted, ...dates, postponed: [...state.postponed, postponement] }, entry)
}
