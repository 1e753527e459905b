import type { Instant } from '../domain/instant.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { AccountabilityStore } from '../store/accountability-store.ts'
import type { CachedRegistry } from '../store/cached-registry.ts'
import type { CaseStore } from '../store/case-store.ts'
import type { DeliveryStore } from '../store/delivery-store.ts'
import type { DirectiveStore } from '../store/directive-store.ts'
import type { DocumentStore } from '../store/document-store.ts'
import type { IncidentStore } from '../store/incident-store.ts'
import type { FileLinks } from '../store/file-links.ts'
import type { ImportStore } from '../store/import-store.ts'
import type { MailStore } from '../store/mail-store.ts'
import type { PersonStore } from '../store/person-store.ts'
import type { RegistryStore } from '../store/registry-store.ts'
import type { ReportStore } from '../store/report-store.ts'
import type { LinkScope } from './answer-link.ts'
import type { FiguresScope } from './figures-link.ts'
import type { Machines } from './machines.ts'
import type { LinkSecrets } from './signed-link.ts'

/** What an engineer reads afterwards: ids and counts, never a name, phone or place. */
export interface Log {
  info(message: string, facts?: Record<string, unknown>): void
  warn(message: string, facts?: Record<string, unknown>): void
  error(message: string, facts?: Record<string, unknown>): void
  /** Counts something for the dashboards and alarms; `of` tells whose, as `{ agency: 'so-tnmt' }`. */
  metric(name: string, value: number, of?: Readonly<Record<string, string>>): void
}

/** What every use case may need of its surroundings. Time and ids are arguments like any other. */
export interface Core {
  now(): Instant
  newId(): string
  /** Uniform in [0, 1), for jitter only. */
  random(): number
  pause(ms: number): Promise<void>
  log: Log
  registry: CachedRegistry
}

export interface IncidentDeps extends Core {
  incidents: IncidentStore
}

export interface DirectiveDeps extends Core {
  cases: CaseStore
  directives: DirectiveStore
}

export interface AccountabilityDeps extends DirectiveDeps {
  accountability: AccountabilityStore
  documents: DocumentStore
}

export interface CaseDeps extends Core {
  cases: CaseStore
  machines: Machines
}

export interface RegistryDeps extends IncidentDeps {
  cases: CaseStore
  registryStore: RegistryStore
}

export interface RegisterDeps extends CaseDeps {
  people: PersonStore
}

export interface MailEventDeps extends IncidentDeps {
  documents: DocumentStore
  cases: CaseStore
  mails: MailStore
  deliveries: DeliveryStore
}

export interface ImportDeps extends RegisterDeps {
  imports: ImportStore
  documents: DocumentStore
  links: FileLinks
}

export interface MailDeps extends Core {
  mails: MailStore
  deliveries: DeliveryStore
  mailer: Mailer
}

export interface DigestDeps extends MailDeps, IncidentDeps {
  cases: CaseStore
  /** The link by which a recipient answers the mail of a window. */
  answerUrl(scope: LinkScope): Promise<string>
}

export interface PageDeps {
  /** The link by which frozen figures are read without an account. */
  figuresUrl(scope: FiguresScope): Promise<string>
}

/** What a link in a mail leads to. */
export interface LinkDeps extends Core {
  cases: CaseStore
  mails: MailStore
  linkSecrets: LinkSecrets
}

export interface ReportDeps extends DirectiveDeps {
  reports: ReportStore
  documents: DocumentStore
  incidents: IncidentStore
}
