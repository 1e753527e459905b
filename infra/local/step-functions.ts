import { hash } from 'node:crypto'
import * as z from 'zod'

import { loadMachine } from './asl-machine.ts'
import type { Execution, HistoryEvent } from './execution-store.ts'
import { Executions, StepFunctionsError, type ExecutionsOptions } from './executions.ts'
import type { BusEvent } from './schedule-rule.ts'

export interface MachineResource {
  readonly arn: string
  readonly roleArn: string
  /** Amazon States Language, substitutions done. */
  readonly definition: string
}

export type StepFunctionsOptions = Omit<ExecutionsOptions, 'machines'> & {
  readonly machines: readonly MachineResource[]
}

export interface ApiAnswer {
  readonly status: number
  readonly body: unknown
}

/** 1–80 characters without white space, brackets, wildcards, the special ones, and control characters. */
const executionName = z.string().regex(/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}\p{Cs}\uFFFE\uFFFF]{1,80}$/u)

const page = { maxResults: z.int().min(0).max(1000).default(0), nextToken: z.string().optional() }
const DEFAULT_PAGE = 100

const requests = {
  StartExecution: z.object({
    stateMachineArn: z.string(),
    name: z.string().optional(),
    input: z.string().default('{}'),
    traceHeader: z.string().max(256).optional(),
  }),
  DescribeExecution: z.object({ executionArn: z.string() }),
  RedriveExecution: z.object({ executionArn: z.string(), clientToken: z.string().max(64).optional() }),
  StopExecution: z.object({
    executionArn: z.string(),
    error: z.string().max(256).optional(),
    cause: z.string().max(32_768).optional(),
  }),
  ListExecutions: z.object({
    stateMachineArn: z.string(),
    statusFilter: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
    ...page,
  }),
  GetExecutionHistory: z.object({ executionArn: z.string(), reverseOrder: z.boolean().default(false), ...page }),
}

/**
 * Step Functions' end of the wire, as far as functions and operators here use it: JSON 1.0 requests with the target
 * `AWSStepFunctions.<operation>`, dates in epoch seconds, errors with the names that the SDK knows.
 */
export class StepFunctions {
  readonly executions: Executions
  readonly #random: () => number

  /** @throws MachineDefinitionError */
  constructor(options: StepFunctionsOptions) {
    this.#random = options.random
    const machines = options.machines.map(({ arn, roleArn, definition }) => ({
      arn,
      roleArn,
      machine: loadMachine(definition),
      revision: hash('sha256', definition),
    }))
    this.executions = new Executions({ ...options, machines })
  }

  /**
   * Never rejects for a request that is wrong: that is an answer with status 400.
   * @param trace the header by which the SDK tells, within a function, which trace the call belongs to
   */
  async handle(target: string, body: unknown, trace?: string): Promise<ApiAnswer> {
    try {
      return { status: 200, body: this.#answer(target, body, trace) }
    } catch (error) {
      const { type, message } = refusalFor(error)
      return { status: 400, body: { __type: type, message } }
    }
  }

  #answer(target: string, body: unknown, trace: string | undefined): unknown {
    switch (target) {
      case 'AWSStepFunctions.StartExecution':
        return this.#start({ traceHeader: trace, ...requests.StartExecution.parse(body) })
      case 'AWSStepFunctions.DescribeExecution':
        return this.#describe(requests.DescribeExecution.parse(body).executionArn)
      case 'AWSStepFunctions.RedriveExecution': {
        const { executionArn, clientToken } = requests.RedriveExecution.parse(body)
        return { redriveDate: seconds(this.executions.redrive(executionArn, clientToken).redrivenAt) }
      }
      case 'AWSStepFunctions.StopExecution': {
        const { executionArn, error, cause } = requests.StopExecution.parse(body)
        return { stopDate: seconds(this.executions.stop(executionArn, { error, cause }).stoppedAt) }
      }
      case 'AWSStepFunctions.ListExecutions':
        return this.#list(requests.ListExecutions.parse(body))
      case 'AWSStepFunctions.GetExecutionHistory':
        return this.#history(requests.GetExecutionHistory.parse(body))
      default:
        throw new StepFunctionsError('UnknownOperationException', `not supported: ${target}`)
    }
  }

  #start(request: z.infer<typeof requests.StartExecution>): unknown {
    const { stateMachineArn, name = this.#unusedName(), input, traceHeader: trace } = request
    if (!executionName.safeParse(name).success) throw new StepFunctionsError('InvalidName', `Invalid Name: '${name}'`)
    const { arn, startedAt } = this.executions.start(stateMachineArn, name, { input, trace })
    return { executionArn: arn, startDate: seconds(startedAt) }
  }

  /** From the seeded source, so that a replay gives the same names. */
  #unusedName(): string {
    const word = () =>
      Math.floor(this.#random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0')
    return `${word()}-${word()}-${word()}-${word()}`
  }

  #list({ stateMachineArn, statusFilter, ...wanted }: z.infer<typeof requests.ListExecutions>): unknown {
    const { arn } = this.executions.machine(stateMachineArn)
    const found = this.executions
      .all()
      .filter(({ machineArn, status }) => machineArn === arn && (!statusFilter || status === statusFilter))
      .filter((execution) => this.executions.find(execution.arn))
    const { items, nextToken } = pageOf(found.toReversed(), wanted)
    return { executions: items.map(summary), nextToken }
  }

  #describe(executionArn: string): unknown {
    const refusal = this.executions.whyNotRedriven(executionArn)
    return {
      ...description(this.executions.get(executionArn)),
      redriveStatus: refusal === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
      redriveStatusReason: refusal,
    }
  }

  #history({ executionArn, reverseOrder, ...wanted }: z.infer<typeof requests.GetExecutionHistory>): unknown {
    const { history } = this.executions.get(executionArn)
    const { items, nextToken } = pageOf(reverseOrder ? history.toReversed() : history, wanted)
    return { events: items.map(historyEvent), nextToken }
  }
}

/** What EventBridge gets when an execution starts or ends. */
export function statusChangeEvent(execution: Execution): BusEvent {
  const { startDate: _start, stopDate: _stop, redriveDate: _redrive, ...described } = description(execution)
  const detail = {
    ...described,
    startDate: execution.startedAt,
    stopDate: execution.stoppedAt ?? null,
    redriveDate: execution.redrivenAt ?? null,
    output: execution.output ?? null,
    error: execution.error ?? null,
    cause: execution.cause ?? null,
  }
  return {
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    resources: [execution.arn],
    detail,
  }
}

/** The token of a page is how many items came before it, counted from the oldest: new ones do not shift it. */
function pageOf<T>(items: T[], { maxResults, nextToken }: { maxResults: number; nextToken?: string | undefined }) {
  const left = nextToken === undefined ? items.length : Number(nextToken)
  if (!Number.isInteger(left)) throw new StepFunctionsError('InvalidToken', `Invalid Token: '${nextToken}'`)
  const rest = items.slice(items.length - left)
  const size = maxResults || DEFAULT_PAGE
  return { items: rest.slice(0, size), nextToken: rest.length > size ? String(rest.length - size) : undefined }
}

const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1000)

const summary = (execution: Execution) => ({
  executionArn: execution.arn,
  name: execution.name,
  stateMachineArn: execution.machineArn,
  status: execution.status,
  startDate: seconds(execution.startedAt),
  stopDate: seconds(execution.stoppedAt),
  redriveCount: execution.redriveCount,
  redriveDate: seconds(execution.redrivenAt),
})

const description = (execution: Execution) => ({
  ...summary(execution),
  input: execution.input,
  inputDetails: { included: true },
  output: execution.output,
  outputDetails: execution.output === undefined ? undefined : { included: true },
  error: execution.error,
  cause: execution.cause,
})

function historyEvent({ id, at, type, state, error, cause, redriveCount }: HistoryEvent) {
  const about = type.endsWith('StateEntered') ? 'StateEntered' : type.endsWith('StateExited') ? 'StateExited' : type
  const details = about.startsWith('Task')
    ? { resourceType: 'lambda', resource: 'invoke', error, cause }
    : { error, cause, redriveCount }
  return {
    id,
    previousEventId: id - 1,
    timestamp: seconds(at),
    type,
    [`${about[0]?.toLowerCase()}${about.slice(1)}EventDetails`]: about.startsWith('State') ? { name: state } : details,
  }
}

function refusalFor(error: unknown): { type: string; message: string } {
  if (error instanceof StepFunctionsError) return error
  if (error instanceof z.ZodError) return { type: 'ValidationException', message: z.prettifyError(error) }
  throw error
}
