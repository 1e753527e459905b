import { dynamoDeliveryStore } from '../store/dynamo-delivery-store.ts'
import { dynamoIncidentStore } from '../store/dynamo-incident-store.ts'
import { dynamoMailStore } from '../store/dynamo-mail-store.ts'
import type { IncidentDeps, MailEventDeps } from '../work/deps.ts'
import { tableDeps } from './core.ts'

export function incidentDeps(): IncidentDeps {
  const deps = tableDeps()
  return { ...deps, incidents: dynamoIncidentStore(deps.table) }
}

export function mailEventDeps(): MailEventDeps {
  const deps = tableDeps()
  return {
    ...deps,
    mails: dynamoMailStore(deps.table),
    deliveries: dynamoDeliveryStore(deps.table),
    incidents: dynamoIncidentStore(deps.table),
  }
}
