import type { Caller } from '../domain/access.ts'
import { dynamoImportStore } from '../store/dynamo-import-store.ts'
import { dynamoPersonStore } from '../store/dynamo-person-store.ts'
import { importId, type ImportJob } from '../store/import-store.ts'
import { connectBucket, s3DocumentStore } from '../store/s3-document-store.ts'
import { connectForLinks, s3FileLinks } from '../store/s3-file-links.ts'
import type { ImportDeps } from '../work/deps.ts'
import { importOwner } from '../work/import-job.ts'
import { demand, parse, RefusedError } from './api.ts'
import { tableDeps } from './core.ts'
import { variable } from './env.ts'
import { stepFunctions } from './step-functions.ts'

export function importDeps(): ImportDeps {
  const { table, ...deps } = tableDeps()
  const bucket = variable('DOCUMENTS_BUCKET')
  return {
    ...deps,
    machines: stepFunctions(),
    people: dynamoPersonStore(table),
    imports: dynamoImportStore(table),
    documents: s3DocumentStore(connectBucket(bucket)),
    links: s3FileLinks(connectForLinks(bucket)),
  }
}

/** The import of a path within the caller's reach. @throws RefusedError */
export async function importWithin({ imports }: ImportDeps, who: Caller, id: unknown): Promise<ImportJob> {
  const job = await imports.load(parse(importId, id))
  if (job === undefined) throw new RefusedError('notFound')
  demand(who, 'importCases', importOwner(job))
  return job
}
