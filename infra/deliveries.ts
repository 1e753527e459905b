import { Duration } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import type { Function } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { Data } from './data.ts'
import { dondocFunction, type House } from './house.ts'

/** What became of each mail: SES tells it, a function keeps it, and a mailbox that takes no mail is an incident. */
export function keepDeliveries(scope: Construct, parts: { house: House; data: Data }): Rule {
  const { settings, operators } = parts.house
  const deliveries = new Construct(scope, 'Deliveries')
  operators.alarm('mailboxes-undeliverable', {
    metric: operators.counted('mailboxesUndeliverable', 'Maximum'),
    threshold: 1,
    meaning:
      'Mailboxes take no mail, and their notices go to others; where nobody is left, a letter on paper waits to be signed. GET /incidents names them: mend the contact, then close.',
  })
  return new Rule(deliveries, 'Told', {
    description: 'What becomes of a mail is kept with it.',
    enabled: settings.schedules === 'on',
    eventPattern: { source: ['aws.ses'], detailType: TOLD },
    targets: [
      new LambdaFunction(recorder(deliveries, parts), { deadLetterQueue: operators.failures, retryAttempts: 2 }),
    ],
  })
}

const recorder = (scope: Construct, { house, data }: { house: House; data: Data }): Function =>
  dondocFunction(scope, house, {
    name: 'record-mail-events',
    alarm: {
      failures: 5,
      meaning: 'What SES tells of mails is not kept: bounces would go unnoticed. Events that failed for good wait.',
    },
    timeout: Duration.minutes(5),
    events: { retries: 2, maxAge: Duration.hours(6) },
    rights: [
      data.items(['PutItem', 'Query'], 'deliveries'),
      data.items(['GetItem', 'Query'], 'mails'),
      data.items(['GetItem', 'PutItem', 'Query'], 'incidents'),
      data.items(['BatchGetItem', 'GetItem', 'PutItem', 'Query'], 'cases'),
      data.index('byAgency'),
      data.papers('PutObject'),
      data.registry(),
    ],
  })

/** As EventBridge spells what SES reports of a mail; the configuration set says which of it is reported. */
const TOLD = [
  'Email Sent',
  'Email Delivered',
  'Email Delivery Delayed',
  'Email Bounced',
  'Email Complaint Received',
  'Email Rejected',
  'Email Rendering Failed',
]
