import { inMemoryApiKeyStore, type ApiKeyStore } from '../../functions/store/api-key-store.ts'
import { inMemoryCallerStore, type CallerStore } from '../../functions/store/caller-store.ts'
import { dynamoCallerStore } from '../../functions/store/dynamo-caller-store.ts'
import { inMemoryCaseStore, type CaseStore } from '../../functions/store/case-store.ts'
import { inMemoryDeliveryStore, type DeliveryStore } from '../../functions/store/delivery-store.ts'
import { dynamoApiKeyStore } from '../../functions/store/dynamo-api-key-store.ts'
import { inMemoryAccountabilityStore, type AccountabilityStore } from '../../functions/store/accountability-store.ts'
import { dynamoAccountabilityStore } from '../../functions/store/dynamo-accountability-store.ts'
import { inMemoryDuplicateStore, type DuplicateStore } from '../../functions/store/duplicate-store.ts'
import { dynamoDuplicateStore } from '../../functions/store/dynamo-duplicate-store.ts'
import { inMemoryControlTotalStore, type ControlTotalStore } from '../../functions/store/control-total-store.ts'
import { dynamoControlTotalStore } from '../../functions/store/dynamo-control-total-store.ts'
import { dynamoCaseStore } from '../../functions/store/dynamo-case-store.ts'
import { dynamoDeliveryStore } from '../../functions/store/dynamo-delivery-store.ts'
import { dynamoImportStore } from '../../functions/store/dynamo-import-store.ts'
import { inMemoryDirectiveStore, type DirectiveStore } from '../../functions/store/directive-store.ts'
import { dynamoDirectiveStore } from '../../functions/store/dynamo-directive-store.ts'
import { dynamoIncidentStore } from '../../functions/store/dynamo-incident-store.ts'
import { dynamoMailStore } from '../../functions/store/dynamo-mail-store.ts'
import { dynamoPersonStore } from '../../functions/store/dynamo-person-store.ts'
import { dynamoRegistryStore } from '../../functions/store/dynamo-registry-store.ts'
import { dynamoReportStore } from '../../functions/store/dynamo-report-store.ts'
import type { Table } from '../../functions/store/dynamo-table.ts'
import { inMemoryImportStore, type ImportStore } from '../../functions/store/import-store.ts'
import { inMemoryIncidentStore, type IncidentStore } from '../../functions/store/incident-store.ts'
import { inMemoryMailStore, type MailStore } from '../../functions/store/mail-store.ts'
import { inMemoryPersonStore, type PersonStore } from '../../functions/store/person-store.ts'
import { inMemoryRegistryStore, type RegistryStore } from '../../functions/store/registry-store.ts'
import { inMemoryReportStore, type ReportStore } from '../../functions/store/report-store.ts'

export interface Stores {
  cases: CaseStore
  people: PersonStore
  registry: RegistryStore
  mails: MailStore
  reports: ReportStore
  deliveries: DeliveryStore
  incidents: IncidentStore
  imports: ImportStore
  directives: DirectiveStore
  apiKeys: ApiKeyStore
  callers: CallerStore
  accountability: AccountabilityStore
  duplicates: DuplicateStore
  controlTotals: ControlTotalStore
}

export const doubles = (): Stores => ({
  cases: inMemoryCaseStore(),
  people: inMemoryPersonStore(),
  registry: inMemoryRegistryStore(),
  mails: inMemoryMailStore(),
  reports: inMemoryReportStore(),
  deliveries: inMemoryDeliveryStore(),
  incidents: inMemoryIncidentStore(),
  imports: inMemoryImportStore(),
  directives: inMemoryDirectiveStore(),
  apiKeys: inMemoryApiKeyStore(),
  callers: inMemoryCallerStore(),
  accountability: inMemoryAccountabilityStore(),
  duplicates: inMemoryDuplicateStore(),
  controlTotals: inMemoryControlTotalStore(),
})

export const dynamoStores = (table: Table): Stores => ({
  cases: dynamoCaseStore(table),
  people: dynamoPersonStore(table),
  registry: dynamoRegistryStore(table),
  mails: dynamoMailStore(table),
  reports: dynamoReportStore(table),
  deliveries: dynamoDeliveryStore(table),
  incidents: dynamoIncidentStore(table),
  imports: dynamoImportStore(table),
  directives: dynamoDirectiveStore(table),
  apiKeys: dynamoApiKeyStore(table),
  callers: dynamoCallerStore(table),
  accountability: dynamoAccountabilityStore(table),
  duplicates: dynamoDuplicateStore(table),
  controlTotals: dynamoControlTotalStore(table),
})
