import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stack } from 'aws-cdk-lib'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import { acknowledge, acknowledgeWildcards, TRACING } from './acknowledge.ts'
import type { House, Right } from './house.ts'
import { sumOf } from './operators.ts'
import { keptInProduction, named } from './settings.ts'

export interface MachineProps {
  /** Of its file in `workflows/`. */
  readonly name: string
  /** What `${…}` in the definition stands for, and all that the machine may call. */
  readonly tasks: Readonly<Record<string, IFunction>>
  /** The variable by which functions know the machine. */
  readonly variable: string
  readonly alarm: { readonly meaning: string }
}

/** A state machine from its file, with its rights granted by hand and its alarms. */
export class Machine extends Construct {
  readonly machine: StateMachine
  readonly #name: string
  readonly #variable: string

  constructor(scope: Construct, house: House, { name, tasks, variable, alarm }: MachineProps) {
    super(scope, name)
    this.#name = named(house.settings, name)
    this.#variable = variable
    const arns = Object.fromEntries(Object.entries(tasks).map(([task, { functionArn }]) => [task, functionArn]))
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      inlinePolicies: { rights: rightsTo(Object.values(arns)) },
    })
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: this.#name,
      role: role.withoutPolicyUpdates(),
      definitionBody: DefinitionBody.fromString(definitionOf(name)),
      definitionSubstitutions: arns,
      tracingEnabled: true,
      removalPolicy: keptInProduction(house.settings),
    })
    acknowledgeWildcards(role, TRACING)
    acknowledge(this.machine, {
      'AwsSolutions-SF1':
        'A standard execution keeps its history for 90 days by itself; a log would double it and needs rights over all log groups.',
    })
    this.#watch(house, alarm.meaning)
  }

  start(): Right {
    const { stateMachineArn } = this.machine
    return this.#right('states:StartExecution', stateMachineArn)
  }

  /** Of executions, whose names are not known beforehand. */
  describe(): Right {
    const resource = `execution:${this.#name}:*`
    return {
      ...this.#right('states:DescribeExecution', Stack.of(this).formatArn({ service: 'states', resource })),
      justified: {
        [`Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:${resource}`]:
          'Any execution of this machine: their names are made of cases.',
      },
    }
  }

  #right(action: string, resource: string): Right {
    return { actions: [action], resources: [resource], environment: { [this.#variable]: this.machine.stateMachineArn } }
  }

  #watch({ operators }: House, meaning: string): void {
    const { machine } = this
    const failed = [machine.metricFailed(), machine.metricTimedOut(), machine.metricAborted()]
    operators.alarm(`${this.node.id}-fails`, { metric: sumOf(failed), threshold: 1, meaning })
    operators.alarm(`${this.node.id}-throttled`, {
      metric: sumOf([machine.metricThrottled()]),
      threshold: 1,
      meaning: `Step Functions throttles ${this.node.id}: what it starts comes late. Ask for a higher quota.`,
    })
  }
}

/** The ASL without its white space: a definition may have 1 MB, and the template as much. */
const definitionOf = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(join(import.meta.dirname, `../workflows/${name}.asl.json`), 'utf8')))

/** To call its functions, and to trace itself. Inside its role: a policy of its own would be one resource more. */
const rightsTo = (functions: string[]): PolicyDocument =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functions }),
      new PolicyStatement({
        actions: [
          'xray:PutTraceSegments',
          'xray:PutTelemetryRecords',
          'xray:GetSamplingRules',
          'xray:GetSamplingTargets',
        ],
        resources: ['*'],
      }),
    ],
  })
