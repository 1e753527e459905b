import { dynamoControlTotalStore } from '../store/dynamo-control-total-store.ts'
import { dynamoIncidentStore } from '../store/dynamo-incident-store.ts'
import type { FeedDeps } from '../work/watch-feeds.ts'
import { tableDeps } from './core.ts'

export function feedDeps(): FeedDeps {
  const { table, ...deps } = tableDeps()
  return { ...deps, controlTotals: dynamoControlTotalStore(table), incidents: dynamoIncidentStore(table) }
}
