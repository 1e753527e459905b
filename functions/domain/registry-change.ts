import * as z from 'zod'
import { UNASSIGNED } from './counted-case.ts'
import { dueOf } from './due.ts'
import { planFields, stateOf, type CaseDocument } from './document.ts'
import { planNext } from './escalation.ts'
import type { Instant, LocalDate } from './instant.ts'
import { refuseUnknownAgency } from './happening.ts'
import { registryRow, registrySchemas, type Agency, type Registry, type RegistryKind } from './registry.ts'
import { RETENTION_CODE } from './retention.ts'
import type { Rejection } from './rejection.ts'
import { successorsIn } from './succession.ts'

const filed = z.object({ code: z.string(), value: z.nullable(z.record(z.string(), z.string().catch(''))) })
type Fields = Readonly<Record<string, string | undefined>>

/** The codes that a value may stand under, where it says so itself. */
const ownCodes: Partial<Record<RegistryKind, (value: Fields) => (string | undefined)[]>> = {
  agency: ({ id }) => [id],
  contact: ({ agency, role }) => [`${agency}:${role}`, `${UNASSIGNED}:${role}`, `*:${role}`],
  cityService: ({ id }) => [id],
  category: ({ code }) => [code],
  procedure: ({ code }) => [code],
  calendar: ({ id }) => [id],
  day: ({ date }) => [date],
  report: () => ['weekly'],
  deployment: ({ provider, unit }) => [`${provider}:${unit}`],
  accountability: () => ['report'],
  open311: () => ['georeport'],
  retention: () => [RETENTION_CODE],
}

function namesItself(kind: RegistryKind, row: unknown): boolean {
  const { code, value } = filed.parse(row)
  const own = value === null ? undefined : ownCodes[kind]?.(value)
  return own?.includes(code) ?? true
}

const changeOf = <K extends RegistryKind>(kind: K) =>
  z
    .strictObject({
      ...registryRow.omit({ recordedAt: true, author: true, reason: true }).shape,
      kind: z.literal(kind),
      value: z.nullable(registrySchemas[kind]),
    })
    .refine((row) => namesItself(kind, row), {
      path: ['code'],
      message: 'is the code that the value names itself',
    })

/** A row as an administrator enters it; author, reason and time of recording come with the call. */
export const registryChange = z.discriminatedUnion('kind', [
  changeOf('agency'),
  changeOf('contact'),
  changeOf('cityService'),
  changeOf('category'),
  changeOf('procedure'),
  changeOf('limit'),
  changeOf('postponement'),
  changeOf('policy'),
  changeOf('calendar'),
  changeOf('day'),
  changeOf('report'),
  changeOf('mapping'),
  changeOf('deployment'),
  changeOf('accountability'),
  changeOf('open311'),
  changeOf('retention'),
  changeOf('feed'),
])
export type RegistryChange = z.output<typeof registryChange>

/** Why the changes would leave the registry broken: a value is ended that never stood, or a calendar is missing. */
export function refuseChanges(
  changes: readonly RegistryChange[],
  { before, after }: { before: Registry; after: Registry },
): Rejection | undefined {
  for (const change of changes) {
    const { kind, code, value, from } = change
    if (value === null && !before.codes(kind).includes(code)) return { code: 'unknownValue', kind, value: code }
    const unknown = change.kind === 'agency' && change.value ? refuseSuccessors(change.value, after, from) : undefined
    if (unknown !== undefined) return unknown
    const missing = missingCalendar(after, from)
    if (missing !== undefined) return { code: 'unknownCalendar', calendar: missing, on: from }
  }
  return undefined
}

const refuseSuccessors = (agency: Agency, after: Registry, from: LocalDate): Rejection | undefined =>
  refuseUnknownAgency(
    after,
    Object.fromEntries(successorsIn(agency).map((each, n) => [n === 0 ? 'successor' : `successor ${n}`, each])),
    from,
  )

/** A calendar that something in force on the date counts by, and that is not in force itself. */
function missingCalendar(registry: Registry, on: LocalDate): string | undefined {
  const named = [
    ...[...registry.all('agency', on), ...registry.all('limit', on)].map(({ calendar }) => calendar),
    ...registry.all('policy', on).map(({ sendingHours }) => (sendingHours === 'any' ? undefined : sendingHours)),
  ]
  return named.find((id) => id !== undefined && registry.find('calendar', id, on) === undefined)
}

interface Moved<T> {
  from?: T
  to?: T
}

/** What other rules make of an open case. A date that somebody set does not move. */
export interface CaseMove {
  id: string
  code: string
  agency?: string | undefined
  due?: Moved<Instant>
  nextStepAt?: Moved<Instant>
}

/** @returns undefined where neither the date nor the next step moves, and of a finished case */
export function moveUnder(
  document: CaseDocument,
  { before, after }: { before: Registry; after: Registry },
  now: Instant,
): CaseMove | undefined {
  const state = stateOf(document)
  if (state.progress.phase === 'finished') return undefined
  const at = (registry: Registry) => ({
    due: dueOf(state, registry)?.at,
    nextStepAt: planFields(planNext(state, registry, now)).nextStepAt,
  })
  const [from, to] = [at(before), at(after)]
  const due = moved(from.due, to.due)
  const nextStepAt = moved(from.nextStepAt, to.nextStepAt)
  if (due === undefined && nextStepAt === undefined) return undefined
  const { code, agency } = document.summary
  return { id: document.id, code, agency, ...(due && { due }), ...(nextStepAt && { nextStepAt }) }
}

const moved = <T>(from: T | undefined, to: T | undefined): Moved<T> | undefined =>
  from === to ? undefined : { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
