import { Duration } from 'aws-cdk-lib'
import { type IRuleTarget, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction, SfnStateMachine } from 'aws-cdk-lib/aws-events-targets'
import { type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Function } from 'aws-cdk-lib/aws-lambda'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import type { House } from './house.ts'

interface Entry {
  readonly id: string
  /** As EventBridge writes it, `cron(…)` or `rate(…)`; UTC. It knows no days off: the code asks the calendar. */
  readonly at: string
}

/** The function is invoked at its times; an event that it could not be given waits with the failures. */
export const invokeAt = (scope: Construct, house: House, { target, ...entry }: Entry & { target: Function }): Rule =>
  ruleFor(scope, house, {
    ...entry,
    target: new LambdaFunction(target, { deadLetterQueue: house.operators.failures, retryAttempts: 2 }),
  })

/** An execution of the machine is started at its times. A rule cannot name it, and may start two. */
export const startAt = (
  scope: Construct,
  house: House,
  { machine, input, ...entry }: Entry & { machine: StateMachine; input: object },
): Rule =>
  ruleFor(scope, house, {
    ...entry,
    target: new SfnStateMachine(machine, {
      role: starterOf(machine),
      input: RuleTargetInput.fromObject(input),
      deadLetterQueue: house.operators.failures,
      retryAttempts: 10,
      maxEventAge: Duration.hours(2),
    }),
  })

/** What EventBridge starts the machine as. Its one right stands in it: a policy of its own would be one resource more. */
const starterOf = (machine: StateMachine): IRole =>
  new Role(machine, 'EventsRole', {
    assumedBy: new ServicePrincipal('events.amazonaws.com'),
    inlinePolicies: {
      rights: new PolicyDocument({
        statements: [new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] })],
      }),
    },
  }).withoutPolicyUpdates()

/** Off as a whole where the stack is deployed so, as after a restore. */
const ruleFor = (scope: Construct, { settings }: House, { id, at, target }: Entry & { target: IRuleTarget }): Rule =>
  new Rule(scope, id, {
    schedule: Schedule.expression(at),
    enabled: settings.schedules === 'on',
    targets: [target],
  })
