import { Template } from 'aws-cdk-lib/assertions'
import { Code } from 'aws-cdk-lib/aws-lambda'
import * as z from 'zod'
import { dondocApp } from '../../infra/dondoc-app.ts'

export const production = { stage: 'prod', mailSender: 'don-doc@daklak.example.vn', operators: 'ioc@daklak.example.vn' }

/** The stack as it would be deployed, without its bundles: these tests are about the template. */
export const declared = (context: Record<string, unknown> = {}): Template =>
  Template.fromStack(dondocApp(() => Code.fromInline('exports.handler = async () => {}'), { context }).stack)

type Properties = Record<string, unknown>
const found = z.record(z.string(), z.object({ Properties: z.record(z.string(), z.unknown()).default({}) }))

/** The properties of all resources of a type, by logical id. */
export const resources = (template: Template, type: string): Record<string, Properties> =>
  Object.fromEntries(
    Object.entries(found.parse(template.findResources(type))).map(([id, { Properties }]) => [id, Properties]),
  )

/** The metrics that alarms watch of a function or machine, by its logical id. */
export function watchedOf(template: Template, id: string): string[] {
  const all = Object.values(resources(template, 'AWS::CloudWatch::Alarm')).map((alarm) => JSON.stringify(alarm))
  const own = all.filter((alarm) => alarm.includes(`"Value":{"Ref":"${id}"}`)).join('')
  return [...new Set([...own.matchAll(/"MetricName":"(\w+)"/g)].map(([, name]) => String(name)))].toSorted()
}
