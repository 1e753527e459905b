import { CfnOutput, Stack } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import type { Code } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { Accountability } from './accountability.ts'
import { acknowledge } from './acknowledge.ts'
import { Answers } from './answers.ts'
import { Api } from './api.ts'
import { showOperators } from './dashboard.ts'
import { Data } from './data.ts'
import { keepDeliveries } from './deliveries.ts'
import { Digests } from './digests.ts'
import { Escalation } from './escalation.ts'
import { watchFeeds } from './feeds.ts'
import type { House } from './house.ts'
import { Importing } from './importing.ts'
import { Identity } from './identity.ts'
import type { Machine } from './machine.ts'
import { Mail } from './mail.ts'
import { keepPeople } from './people.ts'
import { Operators } from './operators.ts'
import { saveQueries } from './queries.ts'
import { Reporting } from './reporting.ts'
import type { Settings } from './settings.ts'

export interface StackProps {
  readonly settings: Settings
  readonly code: (name: string) => Code
}

/** The product in one stack: what is not here does not run, on AWS as on one machine. */
export class DondocStack extends Stack {
  constructor(scope: Construct, { settings, code }: StackProps) {
    super(scope, `dondoc-${settings.stage}`, {
      description: 'Đôn đốc: an overdue-work system for a smart-city monitoring centre',
      terminationProtection: settings.stage === 'prod',
      tags: { product: 'dondoc', stage: settings.stage },
    })
    acknowledge(this, {
      'Serverless-LambdaDLQ':
        'Functions that events invoke have a failure destination, which keeps the error too; of others the caller is told.',
    })
    const operators = new Operators(this, 'Operators', settings)
    const house: House = { settings, operators, code }
    const data = new Data(this, 'Data', settings)
    const mail = new Mail(this, 'Mail', house)
    for (const add of [keepDeliveries, keepPeople, watchFeeds]) add(this, { house, data })
    const answers = new Answers(this, 'Answers', settings)
    const digests = new Digests(this, 'Digests', { house, data, mail, answers })
    const escalation = new Escalation(this, 'Escalation', { house, data, digests })
    const reporting = new Reporting(this, 'Reporting', { house, data, mail, answers })
    const importing = new Importing(this, 'Importing', { house, data })
    const accountability = new Accountability(this, 'Accountability', { house, data })
    const identity = new Identity(this, 'Identity', settings)
    const parts = { house, data, answers, identity, escalation, reporting, importing, accountability }
    const { api, url } = new Api(this, 'Api', parts)
    const machines = [escalation.timers, digests.windows, reporting.day, importing.rows, accountability.reports]
    this.#keepFailedExecutions(operators, machines)
    showOperators(this, { settings, operators, api, machines })
    saveQueries(this, settings)
    this.#tell({
      ApiUrl: url,
      TableName: data.table.tableName,
      DocumentsBucket: data.documents.bucketName,
      UserPoolId: identity.pool.userPoolId,
      PeopleClientId: identity.client.userPoolClientId,
    })
    mail.identity.dkimRecords.forEach(({ name, value }, index) =>
      this.#tell({ [`DkimName${index + 1}`]: name, [`DkimValue${index + 1}`]: value }),
    )
  }

  /**
   * Whatever an execution failed of: its Task, a time-out of the whole, an abort. This rule keeps
   * each execution for a redrive; the machines' alarms tell the operators once, however many there are.
   */
  #keepFailedExecutions({ failures }: Operators, machines: readonly Machine[]): Rule {
    return new Rule(this, 'FailedExecutions', {
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: machines.map(({ machine }) => machine.stateMachineArn),
        },
      },
      targets: [new SqsQueue(failures, { deadLetterQueue: failures })],
    })
  }

  #tell(outputs: Record<string, string>): CfnOutput[] {
    return Object.entries(outputs).map(([id, value]) => new CfnOutput(this, id, { value }))
  }
}
