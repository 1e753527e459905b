import { dynamoMailStore } from '../store/dynamo-mail-store.ts'
import type { LinkDeps } from '../work/deps.ts'
import { tableDeps } from './core.ts'
import { linkSecret } from './link-secret.ts'

export function linkDeps(): LinkDeps {
  const { table, ...deps } = tableDeps()
  return { ...deps, mails: dynamoMailStore(table), linkSecret: linkSecret(() => deps.now()) }
}
