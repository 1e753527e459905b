import { isDeepStrictEqual } from 'node:util'
import { caseFacts, type CaseFacts } from './event.ts'
import type { Instant } from './instant.ts'

/** What one source said of the case, and when it produced the message. A field that it left out is not said. */
export interface Statement {
  source: string
  at: Instant
  facts: CaseFacts
}

/** The source that is the first to tell of the case. */
export const firstSource = (told: readonly Statement[]): string | undefined => inOrder(told)[0]?.source

/**
 * The facts as they stand: each one as last told by the source that was the first to tell it. Others may add what is
 * missing, so that two systems that differ a little do not correct each other for ever. The order of arrival is nothing.
 */
export function agreedFacts(told: readonly Statement[]): CaseFacts {
  const ordered = inOrder(told)
  const owners = new Map<string, string>()
  for (const { source, facts } of ordered)
    for (const [field] of said(facts)) if (!owners.has(field)) owners.set(field, source)
  const owned = ordered.flatMap(({ source, facts }) => said(facts).filter(([field]) => owners.get(field) === source))
  return caseFacts.parse(Object.fromEntries(owned))
}

/** Whether a statement says anything that its source had not said by then. Agreeing for the first time is news. */
export function isNews(statement: Statement, told: readonly Statement[]): boolean {
  const earlier = inOrder(told).filter(({ source, at }) => source === statement.source && at <= statement.at)
  const known = new Map(earlier.flatMap(({ facts }) => said(facts)))
  return said(statement.facts).some(([field, value]) => !isDeepStrictEqual(known.get(field), value))
}

const said = (facts: CaseFacts): [string, unknown][] => Object.entries(facts).filter(([, value]) => value !== undefined)

const inOrder = (told: readonly Statement[]): Statement[] =>
  told.toSorted((a, b) => compare(a.at, b.at) || compare(a.source, b.source))

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
