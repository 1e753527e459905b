import { Duration } from 'aws-cdk-lib'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, type Code, Function, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { acknowledge, acknowledgeWildcards, TRACING } from './acknowledge.ts'
import { sumOf, type Operators } from './operators.ts'
import { SIZES, sizeOf } from './size.ts'
import { keptInProduction, named, serviceName, type Settings } from './settings.ts'

/** What every part of the house shares. */
export interface House {
  readonly settings: Settings
  readonly operators: Operators
  /** The bundle of `functions/<name>/handler.ts`. */
  readonly code: (name: string) => Code
}

/** What a function may do, and the variables by which it knows what it may do it to: never one without the other. */
export interface Right {
  readonly actions: string[]
  readonly resources: string[]
  readonly conditions?: Record<string, Record<string, string[]>>
  readonly environment: Record<string, string>
  /** Why a wildcard is needed, by the finding of cdk-nag that it causes. */
  readonly justified?: Record<string, string>
}

interface CommonProps {
  /** Of its folder below `functions/`. */
  readonly name: string
  readonly timeout: Duration
  readonly rights: readonly Right[]
  /** For functions that EventBridge invokes and nobody waits for; what fails for good ends in the queue of failures. */
  readonly events?: { readonly retries: number; readonly maxAge: Duration }
  /** At most so many at once. Without it, as many as the account allows. */
  readonly concurrency?: number
}

/** Who tells the operators that it fails: alarms of its own, or those of the API, whose routes also share a log. */
type Watched =
  /** Failures are errors and throttled invocations. The meaning is what an operator reads first. */
  | { readonly alarm: { readonly failures: number; readonly meaning: string }; readonly route?: never }
  /** Callers wait for it: whatever it fails at, the API answers with a server error. */
  | { readonly route: { readonly log: LogGroup }; readonly alarm?: never }

export type FunctionProps = CommonProps & Watched

/** The house function: least rights, structured logs that end, traces, and alarms from the first day. */
export function dondocFunction(scope: Construct, house: House, props: FunctionProps): Function {
  const { name, timeout, concurrency } = props
  const functionName = named(house.settings, name)
  const logGroup = props.route?.log ?? logGroupFor(scope, house.settings, name)
  const rights = rightsOf(props, house, logGroup)
  const role = new Role(scope, `${name}-role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { rights },
  })
  const made = new Function(scope, name, {
    functionName,
    // A policy of its own would be one resource more for each function, of the 500 that a stack may have.
    role: role.withoutPolicyUpdates(),
    logGroup,
    code: house.code(name),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: SIZES[sizeOf(name, { timeoutMs: timeout.toMilliseconds(), isRoute: props.route !== undefined })],
    timeout,
    environment: Object.assign(
      { POWERTOOLS_SERVICE_NAME: serviceName(house.settings) },
      ...props.rights.map((right) => right.environment),
    ),
    tracing: Tracing.ACTIVE,
    loggingFormat: LoggingFormat.JSON,
    ...(concurrency !== undefined && { reservedConcurrentExecutions: concurrency }),
  })
  for (const { justified = {} } of props.rights) acknowledgeWildcards(role, justified)
  if (props.events) keepFailures(made, house.operators, props.events)
  acknowledgeWildcards(role, TRACING)
  acknowledge(role, { 'Serverless-LambdaStarPermissions': 'Each wildcard is justified by itself, see above.' })
  watch(made, house.operators, props)
  return made
}

/** All that the function may do: its log, its traces, what it is for, and to keep what it failed at. */
function rightsOf({ rights, events }: FunctionProps, { operators }: House, logGroup: LogGroup): PolicyDocument {
  const statements = [
    { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] },
    { actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] },
    ...rights.map(({ actions, resources, conditions = {} }) => ({ actions, resources, conditions })),
    ...(events ? [{ actions: ['sqs:SendMessage'], resources: [operators.failures.queueArn] }] : []),
  ]
  return new PolicyDocument({ statements: statements.map((each) => new PolicyStatement(each)) })
}

/** What functions write to, for as long as it helps: half a year in production. */
export const logGroupFor = (scope: Construct, settings: Settings, name: string): LogGroup =>
  new LogGroup(scope, `${name}-log`, {
    logGroupName: `/aws/lambda/${named(settings, name)}`,
    retention: settings.stage === 'prod' ? RetentionDays.SIX_MONTHS : RetentionDays.TWO_WEEKS,
    removalPolicy: keptInProduction(settings),
  })

function keepFailures(
  made: Function,
  { failures }: Operators,
  { retries, maxAge }: NonNullable<FunctionProps['events']>,
) {
  made.configureAsyncInvoke({
    retryAttempts: retries,
    maxEventAge: maxAge,
    // The library's own destination also grants two actions that Lambda does not need.
    onFailure: { bind: () => ({ destination: failures.queueArn }) },
  })
}

function watch(made: Function, operators: Operators, { name, alarm, timeout }: FunctionProps): void {
  if (alarm === undefined) return
  operators.alarm(`${name}-fails`, {
    metric: sumOf([made.metricErrors(), made.metricThrottles()]),
    threshold: alarm.failures,
    meaning: alarm.meaning,
  })
  operators.alarm(`${name}-slow`, {
    metric: made.metricDuration({ statistic: 'Maximum', period: Duration.minutes(5) }),
    threshold: timeout.toMilliseconds() * 0.8,
    meaning: `An invocation of ${name} took more than four fifths of its time-out; the next ones may be cut off.`,
  })
}
