import type { Entry } from '../domain/event.ts'

/** Entries 1–16 make page 1, 17–32 page 2: whoever fills a page fills it with the same. At 5 KB each, 80 KB. */
export const PAGE_ENTRIES = 16

/** What a document may carry of its own timeline before its oldest entries move to pages. */
const KEPT_BYTES = 24 * 1024

export const pageOf = ({ seq }: Entry): number => Math.ceil(seq / PAGE_ENTRIES)

export const onPage = (entries: readonly Entry[], page: number): Entry[] =>
  bySeq(entries.filter((entry) => pageOf(entry) === page))

/** What stays in the document when `pages` have been written. */
export const afterPages = (entries: readonly Entry[], pages: number): Entry[] =>
  entries.filter((entry) => pageOf(entry) > pages)

export const isShort = (entries: readonly Entry[]): boolean => Buffer.byteLength(JSON.stringify(entries)) <= KEPT_BYTES

/**
 * How many pages the timeline should have: no more than needed, and only of committed entries, since a page cannot be
 * taken back when the write of the document fails.
 */
export function pagesFor(entries: readonly Entry[], pages: number, committed: number): number {
  const enough = isShort(afterPages(entries, pages)) || (pages + 1) * PAGE_ENTRIES > committed
  return enough ? pages : pagesFor(entries, pages + 1, committed)
}

export const lastSeq = (entries: readonly Entry[]): number => Math.max(0, ...entries.map((entry) => entry.seq))

/** The timeline in order of its numbers; an entry that stands in a page and in the document counts once. */
export const unite = (entries: readonly Entry[]): Entry[] =>
  bySeq([...new Map(entries.map((entry) => [entry.seq, entry])).values()])

const bySeq = (entries: readonly Entry[]): Entry[] => entries.toSorted((a, b) => a.seq - b.seq)
