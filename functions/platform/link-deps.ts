import { dynamoMailStore } from '../store/dynamo-mail-store.ts'
import type { LinkDeps } from '../work/deps.ts'
import { tableDeps } from './core.ts'
import { linkSecrets } from './link-secret.ts'

export function linkDeps(): LinkDeps {
  const { table, ...deps } = tableDeps()
  return { ...deps, mails: dynamoMailStore(table), linkSecrets: linkSecrets(() => deps.now()) }
}
