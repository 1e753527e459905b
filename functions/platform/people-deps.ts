import { dynamoPersonStore } from '../store/dynamo-person-store.ts'
import type { CaseStore } from '../store/case-store.ts'
import type { PeopleDeps } from '../work/people.ts'
import { tableDeps } from './core.ts'

export function peopleDeps(): PeopleDeps & { cases: CaseStore } {
  const { table, ...deps } = tableDeps()
  return { ...deps, people: dynamoPersonStore(table) }
}
