import { dynamoDirectiveStore } from '../store/dynamo-directive-store.ts'
import type { DirectiveDeps } from '../work/deps.ts'
import { tableDeps } from './core.ts'

export function directiveDeps(): DirectiveDeps {
  const { table, ...deps } = tableDeps()
  return { ...deps, directives: dynamoDirectiveStore(table) }
}
