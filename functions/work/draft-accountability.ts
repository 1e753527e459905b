import type { DraftAccountabilityInput } from '../../workflows/contract.ts'
import {
  accountabilityContent,
  type AccountabilityContent,
  type AccountabilityReport,
  type Explanation,
} from '../domain/accountability.ts'
import { explainUntil } from '../domain/accountability-plan.ts'
import type { AccountabilityQuestion, Timeline } from '../domain/accountable-cases.ts'
import { composeBacklog, composePilot } from '../domain/compose-accountability.ts'
import type { AccountabilitySettings } from '../domain/deployment.ts'
import type { Directive, ReportKind } from '../domain/directive.ts'
import { atLocal, localDateOf, type Instant } from '../domain/instant.ts'
import { definedOnly } from '../domain/objects.ts'
import type { Registry } from '../domain/registry.ts'
import type { AccountabilityRecord, ReportName } from '../store/accountability-store.ts'
import type { DocumentStore } from '../store/document-store.ts'
import type { AccountabilityDeps } from './deps.ts'
import { beginningOf, frozenRules, timelinesSince } from './read-directives.ts'
import { contentTypes } from './compose-report.ts'

type Extension = keyof typeof contentTypes

/** Where a version lies: its content, and the documents rendered from it. */
export const accountabilityFile = ({ directive, kind }: ReportName, version: number, extension: Extension): string =>
  `accountability/${directive}-${kind}/v${version}/${directive}-${kind}.${extension}`

/** No settings of these reports are in force on that day: the registry must be mended. */
export class NoAccountabilitySettingsError extends Error {
  override readonly name = 'NoAccountabilitySettingsError'
}

/** What says how these reports are made and signed on that day, if anything does. */
export const findSettings = (registry: Registry, at: Instant): AccountabilitySettings | undefined =>
  registry.find('accountability', 'report', localDateOf(at))

/** @throws NoAccountabilitySettingsError */
export function settingsOn(registry: Registry, at: Instant): AccountabilitySettings {
  const settings = findSettings(registry, at)
  if (settings === undefined) throw new NoAccountabilitySettingsError(`no accountability settings in force at ${at}`)
  return settings
}

/** The letter is not there, asks for no such report, or its record was changed meanwhile: the machine tries again. */
export class AccountabilityNotReadyError extends Error {
  override readonly name = 'AccountabilityNotReadyError'
}

/** What composing leans on besides the cases: frozen when an attempt begins, so that figures and dates belong together. */
interface Basis {
  letter: Directive
  registry: Registry
  settings: AccountabilitySettings
  now: Instant
  shownFrom: Instant
}

/**
 * Composes one version of a report from the timelines as they are known now, freezes it, and says so in its record; the
 * first version begins the time in which agencies may explain themselves. Asked again for a version that is there, it
 * changes nothing.
 * @throws AccountabilityNotReadyError, NoAccountabilitySettingsError
 */
export async function draftAccountability(deps: AccountabilityDeps, task: DraftAccountabilityInput): Promise<void> {
  const { directive, kind, version } = task
  const record = await deps.accountability.load(task)
  if (record !== undefined && record.content >= version) return
  const letter = (await deps.directives.load(directive))?.letter
  if (letter === undefined) throw new AccountabilityNotReadyError(`${directive} is not there`)
  const now = deps.now()
  const registry = await deps.registry.current()
  const basis = { letter, registry, settings: settingsOn(registry, now), now, shownFrom: record?.shownFrom ?? now }
  const report = await compose(deps, kind, basis)
  const content = contentOf(report, { version, record, now, said: await deps.accountability.explanations(task) })
  await deps.documents.put(accountabilityFile(task, version, 'json'), {
    body: Buffer.from(JSON.stringify(content)),
    contentType: contentTypes.json,
  })
  const saved = await deps.accountability.save(nextRecord(record, task, basis), record?.version)
  if (saved === 'conflict') throw new AccountabilityNotReadyError(`${directive} ${kind} was changed meanwhile`)
}

async function compose(deps: AccountabilityDeps, kind: ReportKind, basis: Basis): Promise<AccountabilityReport> {
  const { letter, registry, settings, now, shownFrom } = basis
  const rulesAt = await frozenRules(deps, letter.cohorts)
  const question: AccountabilityQuestion = { asOf: now, knownAt: now, registry, rulesAt, settings, shownFrom }
  const timelines: Timeline[] = []
  for await (const each of timelinesSince(deps, beginning(kind, basis))) timelines.push(each)
  return kind === 'backlog' ? composeBacklog(letter, timelines, question) : composePilot(letter, timelines, question)
}

/** What was closed before then can matter to neither. */
const beginning = (kind: ReportKind, { letter, settings }: Basis): Instant =>
  kind === 'backlog' ? beginningOf(letter.cohorts) : atLocal(settings.knownFrom, '00:00')

interface Version {
  version: number
  record: AccountabilityRecord | undefined
  now: Instant
  said: readonly Explanation[]
}

function contentOf(report: AccountabilityReport, { version, record, now, said }: Version): AccountabilityContent {
  const signed = record?.status === 'signed' ? record : undefined
  const { until } = report.explanations
  return definedOnly({
    version,
    status: signed === undefined ? ('draft' as const) : ('signed' as const),
    date: localDateOf(signed?.signedAt ?? now),
    number: signed?.number,
    signedAt: signed?.signedAt,
    explanations: said.map((each) => ({ ...each, late: each.at > until })),
    report,
  })
}

function nextRecord(
  record: AccountabilityRecord | undefined,
  { directive, kind, version }: DraftAccountabilityInput,
  { registry, settings, now, shownFrom }: Basis,
): AccountabilityRecord {
  const drafted = { content: version, draftedAt: now, version: (record?.version ?? 0) + 1 }
  if (record !== undefined) return { ...record, ...drafted }
  const until = explainUntil(shownFrom, { settings, calendar: registry.calendar('counter', localDateOf(now)) })
  return { status: 'draft', directive, kind, ...drafted, shownFrom, explainUntil: until }
}

/** A record names content that is not there: alarm. */
export class MissingAccountabilityError extends Error {
  override readonly name = 'MissingContentError'
}

/** @throws MissingAccountabilityError */
export async function readAccountabilityContent(
  documents: DocumentStore,
  name: ReportName,
  version: number,
): Promise<AccountabilityContent> {
  const key = accountabilityFile(name, version, 'json')
  const file = await documents.get(key)
  if (file === undefined) throw new MissingAccountabilityError(key)
  return accountabilityContent.parse(JSON.parse(Buffer.from(file.body).toString()))
}
