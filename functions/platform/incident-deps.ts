import { dynamoDeliveryStore } from '../store/dynamo-delivery-store.ts'
import { dynamoIncidentStore } from '../store/dynamo-incident-store.ts'
import { dynamoMailStore } from '../store/dynamo-mail-store.ts'
import type { FileLinks } from '../store/file-links.ts'
import type { IncidentDeps, MailEventDeps } from '../work/deps.ts'
import { connectBucket, s3DocumentStore } from '../store/s3-document-store.ts'
import { connectForLinks, s3FileLinks } from '../store/s3-file-links.ts'
import { tableDeps } from './core.ts'
import { variable } from './env.ts'

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
    documents: s3DocumentStore(connectBucket(variable('DOCUMENTS_BUCKET'))),
  }
}

/** With addresses from which the letters on paper are fetched. */
export const paperDeps = (): IncidentDeps & { links: FileLinks } => ({
  ...incidentDeps(),
  links: s3FileLinks(connectForLinks(variable('DOCUMENTS_BUCKET'))),
})
