import type { Context } from 'aws-lambda'

import { REGION } from './intrinsics.ts'
import type { FunctionLog } from './function-log.ts'
import type { HttpModule } from './local-http.ts'
import type { FunctionModel } from './model.ts'
import type { Bundle } from './sandbox.ts'

type Handler = (event: unknown, context: Context) => unknown

export interface InstanceOptions {
  readonly model: FunctionModel
  readonly bundle: Bundle
  readonly log: FunctionLog
  /** The clock that this instance's machine shows, epoch milliseconds. */
  readonly now: () => number
  readonly aws: AwsDoor
}

/** The way to AWS: its address, and Node's `http` that leads there. */
export interface AwsDoor {
  readonly url: string
  readonly http: HttpModule
}

export interface Invocation {
  readonly requestId: string
  /** X-Ray's header. */
  readonly trace: string | undefined
}

/** What runs one function, one event at a time. */
export interface Running {
  /** Rejects with what the handler throws. */
  handle(event: unknown, invocation: Invocation): Promise<unknown>
}

/** One loaded copy of a function. It handles one event at a time and stays warm for the next. */
export class Instance implements Running {
  readonly #options: InstanceOptions
  readonly #handler: Handler
  readonly #environment: Record<string, string>
  #requestId = ''

  /** @throws what the module throws while it loads */
  constructor(options: InstanceOptions) {
    this.#options = options
    const { aws, bundle, log, model, now } = options
    this.#environment = environmentOf(options)
    const output = log.stream(() => ({ time: new Date(now()).toISOString(), requestId: this.#requestId }))
    const [module = '', name = ''] = model.handler.split('.')
    const handler = bundle.load(module, {
      environment: this.#environment,
      modules: { http: aws.http },
      now,
      output,
    })[name]
    if (typeof handler !== 'function') throw new Error(`${model.handler} is undefined or not exported`)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- loaded code has no types
    this.#handler = handler as Handler
  }

  async handle(event: unknown, { requestId, trace = beginTrace(requestId) }: Invocation): Promise<unknown> {
    this.#requestId = requestId
    this.#environment['_X_AMZN_TRACE_ID'] = trace
    return this.#handler(event, this.#context(requestId))
  }

  #context(requestId: string): Context {
    const { model, now } = this.#options
    const deadline = now() + model.timeoutSeconds * 1000
    return {
      callbackWaitsForEmptyEventLoop: true,
      functionName: model.name,
      functionVersion: '$LATEST',
      invokedFunctionArn: model.arn,
      memoryLimitInMB: String(model.memoryMb),
      awsRequestId: requestId,
      logGroupName: `/aws/lambda/${model.name}`,
      logStreamName: 'local',
      getRemainingTimeInMillis: () => deadline - now(),
      done: unsupported,
      fail: unsupported,
      succeed: unsupported,
    }
  }
}

/** What nobody who is in a trace has asked for begins one: a call of the API, an event, a rule. */
const beginTrace = (requestId: string): string => {
  const hex = requestId.replaceAll('-', '').padEnd(32, '0')
  return `Root=1-${hex.slice(0, 8)}-${hex.slice(8, 32)};Sampled=1`
}

const unsupported = (): never => {
  throw new Error('handlers with a callback are not supported by the Node.js 24 runtime')
}

/** What Lambda gives every function, and what the template adds. No variable of this process reaches it. */
const environmentOf = ({ model, aws }: InstanceOptions): Record<string, string> => ({
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: model.name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(model.memoryMb),
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${model.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  LAMBDA_TASK_ROOT: model.codePath,
  TZ: ':UTC',
  _HANDLER: model.handler,
  // By this name the endpoints know whose role to check.
  AWS_ACCESS_KEY_ID: model.name,
  AWS_SECRET_ACCESS_KEY: 'local',
  // Without these the SDK would read the profile of whoever runs this.
  AWS_CONFIG_FILE: `${model.codePath}/none`,
  AWS_SHARED_CREDENTIALS_FILE: `${model.codePath}/none`,
  AWS_ENDPOINT_URL: aws.url,
  ...model.environment,
})
