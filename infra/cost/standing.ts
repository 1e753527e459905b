import { Template } from 'aws-cdk-lib/assertions'
import { Code } from 'aws-cdk-lib/aws-lambda'
import * as z from 'zod'
import { dondocApp } from '../dondoc-app.ts'
import type { Standing } from './month.ts'

const alarm = z.object({
  Properties: z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional() }),
})

/** As an alarm names it, and as a dashboard does, whose body is JSON within JSON. */
const OWN_METRIC = /"MetricName":"(\w+)","Namespace":"Dondoc"|\\"Dondoc\\",\\"(\w+)\\"/g

/** Counted from the template of a stage. */
export function standingOf(context: Record<string, unknown> = {}): Standing {
  const template = Template.fromStack(dondocApp(() => Code.fromInline('exports.handler = 1'), { context }).stack)
  const count = (type: string): number => Object.keys(template.findResources(type)).length
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map((each) => alarm.parse(each))
  const ownMetrics = JSON.stringify(template.toJSON()).matchAll(OWN_METRIC)
  return {
    alarmMetrics: alarms.reduce((total, { Properties }) => total + watchedBy(Properties.Metrics), 0),
    ownMetrics: new Set([...ownMetrics].map(([, alarmed, shown]) => alarmed ?? shown)).size,
    dashboards: count('AWS::CloudWatch::Dashboard'),
    secrets: count('AWS::SecretsManager::Secret'),
    machineClients: Object.values(
      template.findResources('AWS::Cognito::UserPoolClient', { Properties: { GenerateSecret: true } }),
    ).length,
  }
}

/** An alarm on an expression is billed by each metric in it. */
const watchedBy = (metrics: { MetricStat?: unknown }[] | undefined): number =>
  metrics === undefined ? 1 : metrics.filter(({ MetricStat }) => MetricStat !== undefined).length
