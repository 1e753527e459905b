import * as z from 'zod'

import { jsonReply, operationOf, type AwsCall, type AwsError, type AwsReply, type AwsService } from './aws.ts'
import type { Access } from './role.ts'
import type { StepFunctions } from './step-functions.ts'

const named = z.object({ stateMachineArn: z.string().optional(), executionArn: z.string().optional() })

/** Step Functions' API on the wire: JSON 1.0 with the operation in a header. */
export class StatesService implements AwsService {
  readonly deniedCode = 'AccessDeniedException'
  readonly #machines: Pick<StepFunctions, 'handle'>

  constructor(machines: Pick<StepFunctions, 'handle'>) {
    this.#machines = machines
  }

  accesses(call: AwsCall): Access[] {
    const { stateMachineArn, executionArn } = named.parse(call.json)
    return [{ action: `states:${operationOf(call)}`, resource: stateMachineArn ?? executionArn ?? '*' }]
  }

  async handle(call: AwsCall): Promise<AwsReply> {
    const { status, body } = await this.#machines.handle(
      `AWSStepFunctions.${operationOf(call)}`,
      call.json,
      call.headers['x-amzn-trace-id'],
    )
    return jsonReply(status, JSON.stringify(body))
  }

  refuse({ code, message, status }: AwsError): AwsReply {
    return jsonReply(status, JSON.stringify({ __type: code, message }))
  }
}
