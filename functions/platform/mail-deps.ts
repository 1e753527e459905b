import { connectSes, sesMailer } from '../mail/ses-mailer.ts'
import { dynamoIncidentStore } from '../store/dynamo-incident-store.ts'
import { dynamoDeliveryStore } from '../store/dynamo-delivery-store.ts'
import { dynamoMailStore } from '../store/dynamo-mail-store.ts'
import { signLink, type LinkScope } from '../work/answer-link.ts'
import type { DigestDeps } from '../work/deps.ts'
import { tableDeps } from './core.ts'
import { variable } from './env.ts'
import { linkSecret } from './link-secret.ts'
import { traceId } from './log.ts'

type WithTable<T> = T & Pick<ReturnType<typeof tableDeps>, 'table'>

/** What stands in the table about mails and what they tell. */
export function mailTableDeps(): WithTable<Omit<DigestDeps, 'mailer' | 'answerUrl'>> {
  const deps = tableDeps()
  const { table } = deps
  return {
    ...deps,
    mails: dynamoMailStore(table),
    deliveries: dynamoDeliveryStore(table),
    incidents: dynamoIncidentStore(table),
  }
}

/** That, SES, and the links that stand in mails. */
export function mailDeps(): WithTable<DigestDeps> {
  const mailer = sesMailer({
    client: connectSes(),
    sender: variable('MAIL_SENDER'),
    configurationSet: variable('MAIL_CONFIGURATION_SET'),
    traceId,
  })
  const deps = mailTableDeps()
  const secret = linkSecret(() => deps.now())
  const answerUrl = async (scope: LinkScope): Promise<string> =>
    `${variable('ANSWERS_URL')}/${signLink(await secret(), scope, deps.now())}`
  return { ...deps, mailer, answerUrl }
}
