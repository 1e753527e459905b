import { hash } from 'node:crypto'
import type { CaseId } from '../domain/case-id.ts'
import { localDateOf, type Instant } from '../domain/instant.ts'
import type { RegistryKind } from '../domain/registry.ts'
import type { CaseKind } from '../domain/status.ts'

export interface Key {
  readonly pk: string
  readonly sk: string
}

/**
 * One partition of an index takes 1,000 writes a second, and a case whose next step moves costs two: old entry out, new
 * one in. One shard carries 500 such cases a second, some hundred times what two million dossiers a year bring on a busy
 * day; a faster import is slowed down, as a throttled write is tried again. Every sweep and digest asks every shard, so
 * fewer are cheaper. A raised number takes effect for a case when it is saved anew: a change of rules does that.
 */
export const SHARDS = 1

const shards = Array.from({ length: SHARDS }, (_, shard) => shard)
const shardOf = (id: string): number => hash('sha256', id, 'buffer').readUInt32BE(0) % SHARDS
const padded = (n: number): string => String(n).padStart(4, '0')

/**
 * What stands in which partitions of the table. Persons have partitions of their own, so that roles can be kept from
 * them: IAM tells items apart by their partition key (`dynamodb:LeadingKeys`), never by their sort key.
 */
export const partitionPrefixes = {
  cases: 'CASE#',
  people: 'PERSON#',
  registry: 'REGISTRY#',
  mails: 'MAIL#',
  reports: 'REPORT#',
  sequences: 'SEQUENCE#',
  deliveries: 'DELIVERY#',
  incidents: 'INCIDENT#',
  imports: 'IMPORT#',
  directives: 'DIRECTIVE#',
  apiKeys: 'APIKEY#',
  callers: 'CALLER#',
  readings: 'READING#',
  duplicates: 'DUPLICATE#',
  controlTotals: 'CONTROL#',
} as const
const {
  cases,
  people,
  registry,
  mails,
  reports,
  sequences,
  deliveries,
  incidents,
  imports,
  directives,
  apiKeys,
  callers,
  duplicates,
  controlTotals,
} = partitionPrefixes

const casePartition = (id: CaseId): string => `${cases}${id}`
export const caseKey = (id: CaseId): Key => ({ pk: casePartition(id), sk: 'CASE' })
export const caseIdOf = (pk: string): CaseId => pk.slice(cases.length)
export const HISTORY = 'HISTORY#'
export const historyKey = (id: CaseId, page: number): Key => ({
  pk: casePartition(id),
  sk: `${HISTORY}${padded(page)}`,
})
/** Who looked at a citizen stands apart from the citizen, and stays when that is gone. */
export const readingPartition = (id: CaseId): string => `${partitionPrefixes.readings}${id}`
export const readingKey = (id: CaseId, { at, by }: { at: Instant; by: { role: string; id: string } }): Key => ({
  pk: readingPartition(id),
  sk: `${at}#${by.role}#${by.id}`,
})
/** Citizens whose time may be over, in the index of what waits. */
export const RETENTION = 'RETENTION'
export const personKey = (id: CaseId): Key => ({ pk: `${people}${id}`, sk: 'PERSON' })

export const registryPartition = (kind: RegistryKind): string => `${registry}${kind}`
export const registryKey = (row: { kind: RegistryKind; code: string; from: string; recordedAt: Instant }): Key => ({
  pk: registryPartition(row.kind),
  sk: `${row.code}#${row.from}#${row.recordedAt}`,
})
export const registryVersionKey: Key = { pk: `${registry}VERSION`, sk: 'VERSION' }

export const importKey = (id: string): Key => ({ pk: `${imports}${id}`, sk: 'IMPORT' })

/** What a caller did under a key of its own, and how often it called in a minute. Both expire. */
const callerPartition = (caller: string): string => `${callers}${caller}`
export const callKey = ({ caller, key }: { caller: string; key: string }): Key => ({
  pk: callerPartition(caller),
  sk: `KEY#${hash('sha256', key)}`,
})
export const minuteKey = (caller: string, minute: Instant): Key => ({
  pk: callerPartition(caller),
  sk: `MINUTE#${minute}`,
})

export const mailPartition = (recipient: string): string => `${mails}${recipient}`
export const mailKey = (recipient: string, window: string): Key => ({ pk: mailPartition(recipient), sk: window })

export const deliveryPartition = (mailId: string): string => `${deliveries}${mailId}`
export const deliveryKey = (mailId: string, event: string): Key => ({ pk: deliveryPartition(mailId), sk: event })

/** All keys stand in one partition: they are few, and are asked for one by one, by their hash. */
export const API_KEYS = `${apiKeys}all`
export const apiKeyKey = (sum: string): Key => ({ pk: API_KEYS, sk: sum })

/** Pairs of reports that people keep apart stand in one partition: a list of proposals asks for all of them. */
export const REFUSED_PAIRS = `${duplicates}refused`
export const duplicateKey = (pair: readonly [CaseId, CaseId]): Key => ({ pk: REFUSED_PAIRS, sk: pair.join('#') })

export const controlTotalPartition = (provider: string): string => `${controlTotals}${provider}`
/** A day may be told several times. */
export const controlTotalKey = ({ provider, date, at }: { provider: string; date: string; at: Instant }): Key => ({
  pk: controlTotalPartition(provider),
  sk: sortValue(date, at),
})

/** All letters stand in one partition: they are few, and one consistent query lists them. No letter's id holds a `#`. */
export const DIRECTIVES = `${directives}#all`
export const directiveKey = (id: string): Key => ({ pk: DIRECTIVES, sk: id })

/** What becomes of a report that a letter wants: where it stands, and what agencies say to it. */
const directivePartition = (directive: string): string => `${directives}${directive}`
export const accountabilityKey = (directive: string, kind: string): Key => ({
  pk: directivePartition(directive),
  sk: `ACCOUNTABILITY#${kind}`,
})
export const explanationPartition = directivePartition
export const explanationPrefix = (kind: string): string => `EXPLANATION#${kind}#`
export const explanationKey = (directive: string, kind: string, { at, by }: { at: Instant; by: string }): Key => ({
  pk: directivePartition(directive),
  sk: `${explanationPrefix(kind)}${at}#${by}`,
})

/** All incidents of a kind stand in one partition: they are few, and one consistent query finds what is open. */
export const incidentPartition = (kind: string): string => `${incidents}${kind}`
export const incidentPrefix = (subject: string): string => `${subject}#`
export const incidentKey = ({ kind, subject, number }: { kind: string; subject: string; number: number }): Key => ({
  pk: incidentPartition(kind),
  sk: `${incidentPrefix(subject)}${padded(number)}`,
})

/** All weekly reports stand in one partition, so that one consistent query finds the last one. */
export const REPORTS = `${reports}weekly`
export const reportPrefix = (week: string): string => `${week}#v`
export const reportKey = (week: string, version: number): Key => ({
  pk: REPORTS,
  sk: `${reportPrefix(week)}${padded(version)}`,
})

export interface SectionName {
  section: string
  cityService?: string | undefined
}
export const SECTIONS = 'SECTION#'
export const sectionPartition = (week: string): string => `${REPORTS}#${week}`
export const sectionPrefix = ({ section, cityService }: SectionName): string =>
  `${SECTIONS}${cityService ?? '-'}#${section}#`
export const sectionKey = (week: string, name: SectionName, n: number): Key => ({
  pk: sectionPartition(week),
  sk: `${sectionPrefix(name)}${padded(n)}`,
})

export const TRANSMISSIONS = 'TRANSMISSION#'
/** One item per content, recipient and step. */
export const transmissionKey = (
  week: string,
  { content, recipient, step }: { content: number; recipient: string; step: string },
): Key => ({
  pk: sectionPartition(week),
  sk: `${TRANSMISSIONS}v${padded(content)}#${hash('sha256', recipient, 'hex').slice(0, 16)}#${step}`,
})

/** `year` is that of the signing date: each year's numbers are a series of their own. */
export interface Sequence {
  sequence: string
  year: number
}
export const sequencePartition = ({ sequence, year }: Sequence): string => `${sequences}${sequence}#${year}`
export const sequenceKey = (sequence: Sequence, number: number): Key => ({
  pk: sequencePartition(sequence),
  sk: String(number).padStart(6, '0'),
})

/** The month that a calendar on a Vietnamese wall shows, `yyyy-mm`. */
export const monthOf = (at: Instant): string => localDateOf(at).slice(0, 7)

export const OPEN = 'OPEN'
/** No agency's id holds a `#`. */
export const agencyOf = (partition: string): string => partition.slice(0, partition.indexOf('#'))
export const agencyPartition = (agency: string, part: typeof OPEN | `CLOSED#${string}`): string => `${agency}#${part}`

export const receivedPartition = (kind: CaseKind, receivedAt: Instant, id: CaseId): string =>
  `${kind}#${monthOf(receivedAt)}#${shardOf(id)}`
export const receivedPartitions = (kind: CaseKind, month: string): string[] =>
  shards.map((shard) => `${kind}#${month}#${shard}`)

export const stepPartition = (id: CaseId): string => `STEP#${shardOf(id)}`
export const stepPartitions = shards.map((shard) => `STEP#${shard}`)

/** Immediate notices are few and looked for every few minutes, not among all that wait for the morning. */
export const pendingPartition = (id: CaseId, immediate: boolean): string =>
  `${immediate ? 'IMMEDIATE' : 'PENDING'}#${shardOf(id)}`
export const immediatePartitions = shards.map((shard) => `IMMEDIATE#${shard}`)
export const pendingPartitions = [...immediatePartitions, ...shards.map((shard) => `PENDING#${shard}`)]

/**
 * A sort value of an index: the moment, and whose the entry is. So the order is one and the same everywhere, and no
 * entry can stand in another's place. An entry at the moment lies after the bare moment and before {@link justAfter} it.
 */
export const sortValue = (at: Instant, owner: string): string => `${at}#${owner}`
export const ownerOf = (sort: string): string => sort.slice(sort.indexOf('#') + 1)
export const momentOf = (sort: string): Instant => sort.slice(0, sort.indexOf('#'))
/** `$` is the letter that follows `#`. */
export const justAfter = (at: Instant): string => `${at}$`

/** Mails on their way are few, and must not be sought among the cases that wait for one. */
export const UNFINISHED_MAILS = 'UNFINISHED'
