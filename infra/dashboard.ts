import { Duration, Stack } from 'aws-cdk-lib'
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  LogQueryWidget,
  MathExpression,
  Metric,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Construct } from 'constructs'
import { dashboardWords as words } from '../functions/text/dashboard-words.ts'
import type { Machine } from './machine.ts'
import { NAMESPACE, type Operators } from './operators.ts'
import { logGroupsOf, queries } from './queries.ts'
import { named, serviceName, type Settings } from './settings.ts'

export interface Shown {
  readonly settings: Settings
  readonly operators: Operators
  readonly api: HttpApi
  readonly machines: readonly Machine[]
}

const DAY = Duration.days(1)
const FIVE_MINUTES = Duration.minutes(5)
const WIDTH = 24
const HALF = 12
const HEIGHT = 6

/** One page on which an operator sees whether the chase goes on: alarms first, then cases, mails, machines, errors. */
export function showOperators(scope: Construct, shown: Shown): Dashboard {
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: named(shown.settings, 'van-hanh'),
    defaultInterval: Duration.days(7),
    widgets: [
      [new TextWidget({ markdown: words.howToRead, width: WIDTH, height: 4 })],
      alarms(shown),
      cases(shown),
      mails(shown),
      traffic(shown),
      [errors(shown)],
    ],
  })
}

/** One widget holds a hundred alarms at most. */
const ALARMS_A_WIDGET = 80

function alarms({ operators }: Shown): IWidget[] {
  const all = operators.alarms
  const parts = Array.from({ length: Math.ceil(all.length / ALARMS_A_WIDGET) }, (_, part) =>
    all.slice(part * ALARMS_A_WIDGET, (part + 1) * ALARMS_A_WIDGET),
  )
  return parts.map((some) => new AlarmStatusWidget({ title: words.alarms, alarms: some, width: WIDTH, height: 8 }))
}

function cases({ settings, operators }: Shown): IWidget[] {
  const nightly = (name: string, label: string) => operators.counted(name, 'Maximum').with({ label, period: DAY })
  const overdue = new MathExpression({
    expression: `SEARCH('{${NAMESPACE},service,agency} MetricName="overdueCases" service="${serviceName(settings)}"', 'Maximum', ${DAY.toSeconds()})`,
    usingMetrics: {},
    label: '',
    period: DAY,
  })
  return [
    graph(words.casesIn, [operators.counted('casesIn', 'Sum').with({ label: words.casesIn, period: DAY })]),
    new SingleValueWidget({
      title: words.now,
      metrics: [
        nightly('openCases', words.openCases),
        nightly('unruledCases', words.withoutRules),
        nightly('forgottenCases', words.forgotten),
        nightly('casesSetAside', words.setAside),
      ],
      width: HALF,
      height: HEIGHT,
    }),
    graph(words.overdueByAgency, [overdue]),
    graph(words.lateness, [operators.counted('stepLatenessSeconds', 'Maximum').with({ label: words.late })]),
  ]
}

function mails({ operators }: Shown): IWidget[] {
  const daily = (name: string, label: string) => operators.counted(name, 'Sum').with({ label, period: DAY })
  const rate = new Metric({
    namespace: 'AWS/SES',
    metricName: 'Reputation.BounceRate',
    statistic: 'Maximum',
    label: words.bounceRate,
  })
  return [
    graph(words.mails, [
      daily('mailsSent', words.digests),
      daily('briefMails', words.briefs),
      daily('reportMails', words.reports),
      daily('mailsReturned', words.returned),
    ]),
    graph(words.bounceRate, [rate]),
  ]
}

function traffic({ api, machines, operators }: Shown): IWidget[] {
  const failed = machines.map(({ machine, node }) => machine.metricFailed({ label: node.id, statistic: 'Sum' }))
  const waiting = operators.failures.metricApproximateNumberOfMessagesVisible({
    label: words.failures,
    statistic: 'Maximum',
  })
  return [
    graph(words.api, [
      api.metricCount({ label: words.calls }),
      api.metricClientError({ label: words.refused, statistic: 'Sum' }),
      api.metricServerError({ label: words.failed, statistic: 'Sum' }),
    ]),
    graph(words.failedRoutes, [failedRoutes(api)]),
    graph(words.slowest, [api.metricLatency({ label: words.slowest, statistic: 'Maximum' })]),
    graph(words.machines, failed),
    graph(words.failures, [waiting]),
  ]
}

/** One alarm watches all routes; here each stands by itself, if it failed. */
const failedRoutes = ({ apiId }: HttpApi): IMetric =>
  new MathExpression({
    expression: `SEARCH('{AWS/ApiGateway,ApiId,Method,Resource,Stage} MetricName="5xx" ApiId="${apiId}"', 'Sum', ${FIVE_MINUTES.toSeconds()})`,
    usingMetrics: {},
    label: '',
    period: FIVE_MINUTES,
  })

const graph = (title: string, left: IMetric[]): GraphWidget =>
  new GraphWidget({ title, left, leftYAxis: { min: 0 }, width: HALF, height: HEIGHT })

const errors = (shown: Shown): LogQueryWidget =>
  new LogQueryWidget({
    title: words.recentErrors,
    logGroupNames: logGroupsOf(shown.settings, Stack.of(shown.api)),
    queryLines: [...queries.errors.lines],
    width: WIDTH,
    height: 8,
  })
