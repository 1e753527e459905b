import type { CaseDocument } from '../../functions/domain/document.ts'
import type { Instant } from '../../functions/domain/instant.ts'
import type { RegistryRow } from '../../functions/domain/registry.ts'
import { inMemoryMailer, type OutgoingMail } from '../../functions/mail/mailer.ts'
import { cachedRegistry } from '../../functions/store/cached-registry.ts'
import { inMemoryApiKeyStore } from '../../functions/store/api-key-store.ts'
import { inMemoryAccountabilityStore } from '../../functions/store/accountability-store.ts'
import { inMemoryControlTotalStore } from '../../functions/store/control-total-store.ts'
import { inMemoryCaseStore } from '../../functions/store/case-store.ts'
import { inMemoryDirectiveStore } from '../../functions/store/directive-store.ts'
import { inMemoryDuplicateStore } from '../../functions/store/duplicate-store.ts'
import { inMemoryDocumentStore } from '../../functions/store/document-store.ts'
import { inMemoryDeliveryStore } from '../../functions/store/delivery-store.ts'
import { inMemoryIncidentStore } from '../../functions/store/incident-store.ts'
import { inMemoryFileLinks } from '../../functions/store/file-links.ts'
import { inMemoryImportStore } from '../../functions/store/import-store.ts'
import { inMemoryMailStore } from '../../functions/store/mail-store.ts'
import { inMemoryPersonStore } from '../../functions/store/person-store.ts'
import { inMemoryRegistryStore } from '../../functions/store/registry-store.ts'
import { inMemoryReportStore } from '../../functions/store/report-store.ts'
import type { Command } from '../../functions/domain/command.ts'
import type {
  DigestDeps,
  ImportDeps,
  AccountabilityDeps,
  MailEventDeps,
  PageDeps,
  RegisterDeps,
  RegistryDeps,
  ReportDeps,
} from '../../functions/work/deps.ts'
import type { FiguresScope } from '../../functions/work/figures-link.ts'
import type { ApiKeyDeps } from '../../functions/work/api-keys.ts'
import type { ControlTotalDeps } from '../../functions/work/control-totals.ts'
import type { DuplicateDeps } from '../../functions/work/duplicates.ts'
import type { LinkScope } from '../../functions/work/answer-link.ts'
import { inMemoryMachines, type MemoryMachines } from '../../functions/work/machines.ts'
import { carryOut, type Outcome } from '../../functions/work/update-case.ts'
import { rows } from './registry.ts'
import { vn } from './scenario.ts'

export type TestDeps = RegisterDeps &
  ApiKeyDeps &
  DuplicateDeps &
  ControlTotalDeps &
  ImportDeps &
  DigestDeps &
  MailEventDeps &
  ReportDeps &
  AccountabilityDeps &
  PageDeps &
  RegistryDeps & {
    machines: MemoryMachines
    mailer: ReturnType<typeof inMemoryMailer>
    metrics: Map<string, number[]>
    /** Moves the clock, `2021-10-18 09:00` Vietnam time. */
    at(time: string): void
    tell(id: string, command: Command): Promise<Outcome>
    document(id: string): Promise<CaseDocument>
    sentMails(): readonly OutgoingMail[]
  }

/** All doubles on one clock; the registry is the small province of {@link rows}, and what is added. */
export async function testDeps(start: string, ...more: RegistryRow[]): Promise<TestDeps> {
  let now: Instant = vn(start)
  let id = 0
  const registryStore = inMemoryRegistryStore()
  await registryStore.add([...rows, ...more])
  const metrics = new Map<string, number[]>()
  const silent = () => {}
  const metric = (name: string, value: number) => void metrics.set(name, [...(metrics.get(name) ?? []), value])
  const deps = {
    now: () => now,
    newId: () => `id-${(id += 1)}`,
    random: () => 0.5,
    pause: async () => {},
    log: { info: silent, warn: silent, error: silent, metric },
    registry: cachedRegistry(registryStore, () => now),
    registryStore,
    cases: inMemoryCaseStore(),
    people: inMemoryPersonStore(),
    machines: inMemoryMachines(),
    mails: inMemoryMailStore(),
    deliveries: inMemoryDeliveryStore(),
    incidents: inMemoryIncidentStore(),
    mailer: inMemoryMailer(),
    reports: inMemoryReportStore(),
    documents: inMemoryDocumentStore(),
    imports: inMemoryImportStore(),
    links: inMemoryFileLinks(),
    directives: inMemoryDirectiveStore(),
    apiKeys: inMemoryApiKeyStore(),
    accountability: inMemoryAccountabilityStore(),
    duplicates: inMemoryDuplicateStore(),
    controlTotals: inMemoryControlTotalStore(),
    answerUrl: async ({ recipient, window }: LinkScope) => `https://api.example/answers/${window}.${recipient}`,
    figuresUrl: async (scope: FiguresScope) => `https://api.example/figures/${JSON.stringify(scope)}`,
  }
  return {
    ...deps,
    metrics,
    at: (time) => {
      now = vn(time)
    },
    tell: (caseId, command) => carryOut(deps, caseId, { command, actor: { role: 'operator', id: 'test' } }),
    document: async (caseId) => {
      const document = await deps.cases.load(caseId)
      if (document === undefined) throw new Error(`no ${caseId}`)
      return document
    },
    sentMails: () => deps.mailer.sent,
  }
}
