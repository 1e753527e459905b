import * as z from 'zod'

import type { AwsCall, AwsError, AwsReply, AwsService } from './aws.ts'
import type { Access } from './role.ts'
import type { ApiAnswer } from './step-functions.ts'

const named = z.object({ stateMachineArn: z.string().optional(), executionArn: z.string().optional() })

/** Step Functions' API on the wire: JSON 1.0 with the operation in a header. */
export class StatesService implements AwsService {
  readonly #answer: (target: string, body: unknown) => Promise<ApiAnswer>

  constructor(answer: (target: string, body: unknown) => Promise<ApiAnswer>) {
    this.#answer = answer
  }

  accesses({ headers, body }: AwsCall): Access[] {
    const { stateMachineArn, executionArn } = named.parse(JSON.parse(body.toString()))
    const operation = headers['x-amz-target']?.split('.')[1] ?? ''
    return [{ action: `states:${operation}`, resource: stateMachineArn ?? executionArn ?? '*' }]
  }

  async handle({ headers, body }: AwsCall): Promise<AwsReply> {
    const answer = await this.#answer(headers['x-amz-target'] ?? '', JSON.parse(body.toString()))
    return json(answer.status, answer.body)
  }

  refuse({ code, message, status }: AwsError): AwsReply {
    return json(status, { __type: code, message })
  }
}

const json = (status: number, body: unknown): AwsReply => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(body),
})
