import type { Caller } from '../domain/access.ts'
import {
  lastWords,
  missingParts,
  type Contribution,
  type StoredContribution,
  type Wanted,
} from '../domain/contribution.ts'
import { localDateOf, type Instant } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import type { Rejection } from '../domain/rejection.ts'
import type { ReportDeps } from './deps.ts'
import { readContent } from './compose-report.ts'

type Deps = Pick<ReportDeps, 'reports' | 'documents' | 'registry' | 'now'>

export type Contributing = { type: 'stored' } | { type: 'closed' } | { type: 'rejected'; rejection: Rejection }

/** Stores what people write and count. After the closing it is refused: what was published would not show it. */
export async function contribute(
  deps: Pick<Deps, 'reports' | 'registry' | 'now'>,
  who: Caller,
  given: { week: string; contributions: readonly Contribution[] },
): Promise<Contributing> {
  const record = await deps.reports.load(given.week)
  const storedAt = deps.now()
  if (record !== undefined && storedAt >= record.closesAt) return { type: 'closed' }
  const rejection = refuseUnknown(given.contributions, await deps.registry.current(), storedAt)
  if (rejection !== undefined) return { type: 'rejected', rejection }
  for (const contribution of given.contributions)
    await deps.reports.contribute(given.week, { ...contribution, author: who.id, storedAt })
  return { type: 'stored' }
}

/** Services and units are named as the registry names them: a report of none would show the text of nobody. */
export function refuseUnknown(
  contributions: readonly Contribution[],
  registry: Registry,
  at: Instant,
): Rejection | undefined {
  const date = localDateOf(at)
  for (const { cityService, guidance = [] } of contributions) {
    if (cityService !== undefined && registry.find('cityService', cityService, date) === undefined)
      return { code: 'unknownValue', kind: 'cityService', value: cityService }
    const stranger = guidance.find(({ unit }) => registry.find('agency', unit, date) === undefined)
    if (stranger !== undefined) return { code: 'unknownValue', kind: 'agency', value: stranger.unit }
  }
  return undefined
}

export interface Contributions {
  week: string
  open: boolean
  /** Absent while there is no draft yet: contributions are taken already. */
  closesAt?: Instant
  missing: Wanted[]
  /** What counts so far, one part a row. */
  given: StoredContribution[]
  /** All that was ever given, with author and moment. */
  history: StoredContribution[]
  /** Of what is missing: what the last published report said, as a start. */
  offered: StoredContribution[]
}

/** What people have contributed to a week, what is missing, and what the last report said there. */
export async function readContributions(deps: Deps, week: string): Promise<Contributions> {
  const record = await deps.reports.load(week)
  const history = await deps.reports.contributions(week)
  const given = lastWords(history)
  const date = localDateOf(record?.closesAt ?? deps.now())
  const services = (await deps.registry.current()).all('cityService', date).toSorted((a, b) => a.order - b.order)
  const missing = missingParts(services, given)
  return {
    week,
    open: record === undefined || deps.now() < record.closesAt,
    ...(record && { closesAt: record.closesAt }),
    missing,
    given,
    history,
    offered: await lastSaid(deps, week, missing),
  }
}

async function lastSaid(deps: Deps, week: string, missing: readonly Wanted[]): Promise<StoredContribution[]> {
  const last = await deps.reports.latest(week)
  if (last === undefined) return []
  const { contributions } = await readContent(deps.documents, last.week, last.content)
  return contributions.filter((each) =>
    missing.some(
      ({ section, cityService, part }) =>
        each.section === section && each.cityService === cityService && each[part] !== undefined,
    ),
  )
}
