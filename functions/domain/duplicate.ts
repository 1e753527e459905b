import * as z from 'zod'
import { caseId, type CaseId } from './case-id.ts'
import type { CaseDocument } from './document.ts'
import { actor, reason } from './event.ts'
import { plain } from './heading.ts'
import { DAY_MS, instant, MINUTE_MS, toMs, type Instant } from './instant.ts'
import { distance, type Place } from './place.ts'

/** A field report, as far as it is compared with others. */
export interface Comparable {
  id: CaseId
  provider: string
  category: string
  unit?: string | undefined
  receivedAt: Instant
  finishedAt?: Instant | undefined
  /** It stands for another report already. */
  linked: boolean
  place?: Place | undefined
  address?: string | undefined
}

/** Two reports that look like one, the earlier first. Where it is stays untold. */
export const likeness = z.strictObject({
  original: caseId,
  duplicate: caseId,
  minutesApart: z.int().min(0),
  /** Between the two places on the map; absent where they are the same by their address only. */
  metres: z.int().min(0).optional(),
})
export type Likeness = z.output<typeof likeness>

/** A pair that somebody has looked at and found to be two. The ids in order. */
export const refusedPair = z.strictObject({
  pair: z.tuple([caseId, caseId]),
  at: instant,
  by: actor,
  reason,
})
export type RefusedPair = z.output<typeof refusedPair>

export const pairOf = (a: CaseId, b: CaseId): [CaseId, CaseId] => (a < b ? [a, b] : [b, a])
export const pairName = ([a, b]: readonly [CaseId, CaseId]): string => `${a}#${b}`

/** Two apps, one hole in the road: policy, no instrument says it. */
export const SAME = { metres: 150, days: 3 }

/**
 * Whether two reports look like one: of two providers, about the same, at the same place, within three days, and the
 * earlier one not done when the later one came. By the order of reception, whichever comes first in the call.
 */
export function likenessOf(one: Comparable, other: Comparable): Likeness | undefined {
  const [original, duplicate] = isBefore(one, other) ? [one, other] : [other, one]
  if (original.provider === duplicate.provider || original.category !== duplicate.category) return undefined
  if (original.linked || duplicate.linked) return undefined
  const apart = toMs(duplicate.receivedAt) - toMs(original.receivedAt)
  if (apart > SAME.days * DAY_MS) return undefined
  if (original.finishedAt !== undefined && original.finishedAt <= duplicate.receivedAt) return undefined
  const place = samePlace(original, duplicate)
  return (
    place && { original: original.id, duplicate: duplicate.id, minutesApart: Math.floor(apart / MINUTE_MS), ...place }
  )
}

const isBefore = (a: Pick<Comparable, 'id' | 'receivedAt'>, b: Pick<Comparable, 'id' | 'receivedAt'>): boolean =>
  a.receivedAt === b.receivedAt ? a.id < b.id : a.receivedAt < b.receivedAt

/**
 * Links lead back in time only, so that none lead round, whoever links whatever in one instant: two that close each other
 * would both vanish from the figures. The first word on the reception decides, since a timeline never changes that.
 */
export function mayBeOriginal(original: Told, duplicate: Told): boolean {
  return isBefore(firstWord(original), firstWord(duplicate))
}

type Told = Pick<CaseDocument, 'id' | 'entries'>

const firstWord = ({ id, entries }: Told) => {
  const first = entries.find(({ event }) => event.type === 'received')
  return { id, receivedAt: first?.occurredAt ?? '' }
}

/** The map decides where both are on it. */
function samePlace(a: Comparable, b: Comparable): { metres?: number } | undefined {
  if (a.place !== undefined && b.place !== undefined) {
    const metres = Math.round(distance(a.place, b.place))
    return metres <= SAME.metres ? { metres } : undefined
  }
  const [first, second] = [plain(a.address ?? ''), plain(b.address ?? '')]
  return a.unit === b.unit && first !== '' && first === second ? {} : undefined
}

/**
 * Every pair that looks like one report and that nobody has refused; of one category by the time of the later report.
 * @param reports in any order
 * @param refused names of pairs
 */
export function likenesses(reports: readonly Comparable[], refused: ReadonlySet<string>): Likeness[] {
  const found: Likeness[] = []
  for (const alike of Map.groupBy(reports, ({ category }) => category).values()) {
    const inOrder = alike.toSorted((a, b) => (isBefore(a, b) ? -1 : 1))
    inOrder.forEach((later, index) => {
      for (let at = index - 1; at >= 0; at -= 1) {
        const earlier = inOrder[at]
        if (earlier === undefined || toMs(later.receivedAt) - toMs(earlier.receivedAt) > SAME.days * DAY_MS) return
        const pair = likenessOf(earlier, later)
        if (pair !== undefined && !refused.has(pairName(pairOf(earlier.id, later.id)))) found.push(pair)
      }
    })
  }
  return found
}
