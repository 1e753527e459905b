import { dynamoDirectiveStore } from '../store/dynamo-directive-store.ts'
import { dynamoIncidentStore } from '../store/dynamo-incident-store.ts'
import { dynamoReportStore } from '../store/dynamo-report-store.ts'
import { connectBucket, s3DocumentStore } from '../store/s3-document-store.ts'
import { connectForLinks, s3FileLinks } from '../store/s3-file-links.ts'
import type { ReportDeps } from '../work/deps.ts'
import { tableDeps } from './core.ts'
import { variable } from './env.ts'

/** The table and the bucket of the report's documents. */
export function reportDeps(): ReportDeps {
  const { table, ...deps } = tableDeps()
  return {
    ...deps,
    reports: dynamoReportStore(table),
    documents: documentDeps(),
    incidents: dynamoIncidentStore(table),
    directives: dynamoDirectiveStore(table),
  }
}

/** Ways to documents that go past the API. */
export const documentLinks = () => s3FileLinks(connectForLinks(variable('DOCUMENTS_BUCKET')))

export const documentDeps = () => s3DocumentStore(connectBucket(variable('DOCUMENTS_BUCKET')))
