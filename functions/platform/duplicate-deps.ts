import { dynamoDuplicateStore } from '../store/dynamo-duplicate-store.ts'
import { dynamoPersonStore } from '../store/dynamo-person-store.ts'
import type { DuplicateDeps } from '../work/duplicates.ts'
import { tableDeps } from './core.ts'
import { stepFunctions } from './step-functions.ts'

export function duplicateDeps(): DuplicateDeps {
  const { table, ...deps } = tableDeps()
  return {
    ...deps,
    machines: stepFunctions(),
    people: dynamoPersonStore(table),
    duplicates: dynamoDuplicateStore(table),
  }
}
