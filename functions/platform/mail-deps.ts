import { connectSes, sesMailer } from '../mail/ses-mailer.ts'
import { dynamoIncidentStore } from '../store/dynamo-incident-store.ts'
import { dynamoMailStore } from '../store/dynamo-mail-store.ts'
import type { DigestDeps } from '../work/deps.ts'
import { tableDeps } from './core.ts'
import { variable } from './env.ts'

export function mailDeps(): DigestDeps & { table: ReturnType<typeof tableDeps>['table'] } {
  const deps = tableDeps()
  const mailer = sesMailer({
    client: connectSes(),
    sender: variable('MAIL_SENDER'),
    configurationSet: variable('MAIL_CONFIGURATION_SET'),
  })
  return { ...deps, mails: dynamoMailStore(deps.table), incidents: dynamoIncidentStore(deps.table), mailer }
}
