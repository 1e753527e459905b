import { dynamoPersonStore } from '../store/dynamo-person-store.ts'
import type { RegisterDeps } from '../work/deps.ts'
import { tableDeps } from './core.ts'
import { stepFunctions } from './step-functions.ts'

export function registerDeps(): RegisterDeps & Pick<ReturnType<typeof tableDeps>, 'table'> {
  const deps = tableDeps()
  return { ...deps, machines: stepFunctions(), people: dynamoPersonStore(deps.table) }
}
