import { Duration, Stack } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { named, serviceName, type Settings } from './settings.ts'

export interface AlarmProps {
  readonly metric: IMetric
  /** Reached or passed, the alarm is raised. */
  readonly threshold: number
  /** What it means and what to do first. */
  readonly meaning: string
  /** For a heartbeat: silence is the alarm, and so is a value below the threshold. */
  readonly heartbeat?: boolean
}

/** Those who run the system: one topic that tells them, one queue that keeps what failed until they have looked. */
export class Operators extends Construct {
  readonly topic: Topic
  /** Events that a function or a rule gave up, and executions that failed. */
  readonly failures: Queue
  /** All there are, in the order in which they were declared. */
  readonly alarms: Alarm[] = []
  readonly #settings: Settings

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id)
    this.#settings = settings
    this.failures = new Queue(this, 'Failures', {
      queueName: named(settings, 'failures'),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    this.topic = new Topic(this, 'Topic', { topicName: named(settings, 'operators'), enforceSSL: true })
    this.topic.addToResourcePolicy(alarmsMayPublish(this.topic))
    if (settings.operators !== undefined)
      this.topic.addSubscription(new EmailSubscription(settings.operators, { deadLetterQueue: this.failures }))
    acknowledge(this.failures, {
      'AwsSolutions-SQS3': 'This queue is the dead-letter queue; nothing reads from it but people.',
      'Serverless-SQSRedrivePolicy': 'This queue is the dead-letter queue; nothing reads from it but people.',
    })
    this.alarm('failures-waiting', {
      metric: this.failures.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: FIVE_MINUTES }),
      threshold: 1,
      meaning: 'An event or an execution failed for good and waits in the queue of failures: read, redrive, delete.',
    })
  }

  /** What the functions count themselves, see `Log.metric`; each stage by itself. */
  counted(metricName: string, statistic: 'Sum' | 'Maximum'): Metric {
    const dimensionsMap = { service: serviceName(this.#settings) }
    return new Metric({ namespace: NAMESPACE, dimensionsMap, metricName, statistic, period: FIVE_MINUTES })
  }

  alarm(name: string, { metric, threshold, meaning, heartbeat = false }: AlarmProps): Alarm {
    const alarm = new Alarm(this, name, {
      alarmName: named(this.#settings, name),
      alarmDescription: meaning,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: heartbeat
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: heartbeat ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(new SnsAction(this.topic))
    this.alarms.push(alarm)
    return alarm
  }
}

const FIVE_MINUTES = Duration.minutes(5)
/** Of all metrics that functions count themselves. */
export const NAMESPACE = 'Dondoc'

/** A topic with a policy of its own no longer lets the account's alarms in by default. */
const alarmsMayPublish = (topic: Topic): PolicyStatement =>
  new PolicyStatement({
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(topic).account } },
  })

/** Their sum over the period, nothing counting as 0. */
export function sumOf(metrics: readonly Metric[], period = FIVE_MINUTES): IMetric {
  const used = metrics.map((metric, index) => [`m${index}`, metric.with({ statistic: 'Sum', period })] as const)
  return new MathExpression({
    expression: used.map(([id]) => `FILL(${id}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(used),
    period,
  })
}
