import { dynamoPersonStore } from '../store/dynamo-person-store.ts'
import type { RegisterDeps } from '../work/deps.ts'
import { tableDeps } from './core.ts'
import { stepFunctions } from './step-functions.ts'

export function registerDeps(): RegisterDeps {
  const { table, ...deps } = tableDeps()
  return { ...deps, machines: stepFunctions(), people: dynamoPersonStore(table) }
}
