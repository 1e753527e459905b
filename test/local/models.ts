import * as z from 'zod'

import type { InvokeOutcome } from '../../infra/local/asl-thread.ts'
import type { AwsCall } from '../../infra/local/aws.ts'
import type { FunctionModel } from '../../infra/local/model.ts'

/** A function that may do nothing. */
export const functionModel = (rest: Partial<FunctionModel> = {}): FunctionModel => ({
  name: 'work',
  arn: 'arn:work',
  codePath: '/nowhere',
  handler: 'index.handler',
  environment: {},
  timeoutSeconds: 20,
  memoryMb: 256,
  role: [],
  events: { retries: 2, maxAgeSeconds: 21_600 },
  ...rest,
})

/** A call of an operator, who has no role to check. */
export const awsCall = (rest: Partial<AwsCall>): AwsCall => ({
  service: 's3',
  caller: 'operator',
  method: 'POST',
  path: '/',
  query: new URLSearchParams(),
  headers: {},
  body: Buffer.alloc(0),
  ...rest,
})

/** @throws for an error */
export function payloadOf(outcome: InvokeOutcome): unknown {
  if (outcome.type === 'error') throw new Error(outcome.cause)
  return outcome.payload
}

/** Calls what a module exports. */
export const callExport = (exported: unknown): unknown =>
  Reflect.apply(z.instanceof(Function).parse(exported), undefined, [])
