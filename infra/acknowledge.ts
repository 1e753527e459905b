import { Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** Rules of cdk-nag that do not hold for this construct and what is below it, each with the reason. */
export function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  Validations.of(construct).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })))
}

/** The one right without a resource to name. */
export const TRACING = { 'Resource::*': 'xray:PutTraceSegments and xray:PutTelemetryRecords know no resources.' }

/** @param reasons by the wildcard, as cdk-nag spells it: `Resource::…` or `Action::…` */
export function acknowledgeWildcards(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  const rules = Object.entries(reasons).map(([finding, reason]) => [`AwsSolutions-IAM5[${finding}]`, reason])
  acknowledge(construct, Object.fromEntries(rules))
}
