import { isDeepStrictEqual } from 'node:util'
import { noAnswers } from './evolve-answers.ts'
import { later, type Instant } from './instant.ts'
import type { CaseState, Holder } from './state.ts'

type Hands = Pick<Holder, 'agency' | 'handler'>

/** From then on the case is in other hands; the time before stays with those who had it. */
export function handTo(state: CaseState, hands: Hands, at: Instant): CaseState {
  const sameAgency = hands.agency === state.agency
  if (sameAgency && isDeepStrictEqual(hands.handler, state.handler)) return state
  const answered = sameAgency ? {} : { declined: undefined, answers: noAnswers }
  const handed = { ...state, ...hands, ...answered }
  if (state.progress.phase === 'finished') return sameAgency ? withLastHandler(handed) : handed
  return hold(endHolding(handed, at), at)
}

/** Named after the end, a handler tells who had the case last, where nobody knew. */
function withLastHandler(state: CaseState): CaseState {
  const [last] = state.holders.slice(-1)
  if (last === undefined || last.handler !== undefined) return state
  return { ...state, holders: [...state.holders.slice(0, -1), { ...last, handler: state.handler }] }
}

/** Begins the time of those with whom the case stands. Who had it for no time at all is left out. */
export function hold(state: CaseState, at: Instant): CaseState {
  const { agency, handler, holders } = state
  const from = later(at, holders.at(-1)?.to ?? at)
  return {
    ...state,
    holders: [...holders.filter((past) => past.from !== past.to), { agency, handler, from, to: undefined }],
  }
}

/** Ends the time of those who have the case. */
export function endHolding(state: CaseState, at: Instant): CaseState {
  const last = state.holders.at(-1)
  if (last === undefined || last.to !== undefined) return state
  return { ...state, holders: [...state.holders.slice(0, -1), { ...last, to: later(at, last.from) }] }
}

/** Since when the case has been with its agency, whoever handled it there. */
export function withAgencySince({ holders, agency }: CaseState): Instant | undefined {
  const other = holders.findLastIndex((holder) => holder.agency !== agency)
  return holders[other + 1]?.from
}
