import { dynamoAccountabilityStore } from '../store/dynamo-accountability-store.ts'
import { dynamoDirectiveStore } from '../store/dynamo-directive-store.ts'
import type { AccountabilityDeps } from '../work/deps.ts'
import { tableDeps } from './core.ts'
import { documentDeps } from './report-deps.ts'

/** The table, and the bucket of the documents for those who read or write them. */
export function accountabilityDeps(): AccountabilityDeps {
  return { ...accountabilityRecords(), documents: documentDeps() }
}

export function accountabilityRecords() {
  const { table, ...deps } = tableDeps()
  return {
    ...deps,
    table,
    directives: dynamoDirectiveStore(table),
    accountability: dynamoAccountabilityStore(table),
  }
}
