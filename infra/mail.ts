import { Stack } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { EventBus, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events'
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets'
import { ConfigurationSet, EmailIdentity, EmailSendingEvent, EventDestination, Identity } from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import type { House, Right } from './house.ts'
import { named } from './settings.ts'

/** SES: who we are, and what becomes of each mail. */
export class Mail extends Construct {
  readonly identity: EmailIdentity
  readonly #configurationSet: ConfigurationSet
  readonly #sender: string

  constructor(scope: Construct, id: string, { settings, operators }: House) {
    super(scope, id)
    this.#sender = settings.mailSender
    this.#configurationSet = new ConfigurationSet(this, 'Events', {
      configurationSetName: named(settings, 'mail'),
      // Whom not to write to is an incident of ours, which people see and close: a list of SES's own would go on
      // dropping mail to a mailbox that was mended, and only its console could take an address off it.
      disableSuppressionList: true,
    })
    this.#configurationSet.addEventDestination('ToEventBridge', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: EVENTS,
    })
    this.identity = new EmailIdentity(this, 'Sender', {
      identity: Identity.domain(settings.mailSender.split('@')[1] ?? ''),
      configurationSet: this.#configurationSet,
      feedbackForwarding: false,
    })
    operators.alarm('mail-bounces', {
      metric: new Metric({ namespace: 'AWS/SES', metricName: 'Reputation.BounceRate', statistic: 'Maximum' }),
      threshold: 0.04,
      meaning:
        'Four mails in a hundred bounce. At five, SES reviews the account: mend the contacts named in the bounces.',
    })
    tellOfUndelivered(this, { settings, operators })
  }

  /** To send, as this sender and no other. */
  send(): Right {
    const { partition, region, account } = Stack.of(this)
    const name = this.#configurationSet.configurationSetName
    return {
      actions: ['ses:SendRawEmail'],
      resources: [
        this.identity.emailIdentityArn,
        `arn:${partition}:ses:${region}:${account}:configuration-set/${name}`,
      ],
      conditions: { StringEquals: { 'ses:FromAddress': [this.#sender] } },
      environment: { MAIL_SENDER: this.#sender, MAIL_CONFIGURATION_SET: name },
    }
  }
}

const EVENTS = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.RENDERING_FAILURE,
]

/** An agency whose address bounces must not go unnoticed. The message names the mail; its item names the contact. */
function tellOfUndelivered(scope: Construct, { settings, operators }: Pick<House, 'settings' | 'operators'>): Rule {
  return new Rule(scope, 'Undelivered', {
    description: 'A mail did not arrive: the operators mend the contact.',
    enabled: settings.schedules === 'on',
    eventPattern: { source: ['aws.ses'], detailType: ['Email Bounced', 'Email Complaint Received', 'Email Rejected'] },
    targets: [
      new SnsTopic(operators.topic, {
        deadLetterQueue: operators.failures,
        message: RuleTargetInput.fromText(
          `${EventField.detailType}: mail ${EventField.fromPath('$.detail.mail.messageId')} at ${EventField.time}`,
        ),
      }),
    ],
  })
}
