import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'

import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { VirtualClock } from '../../infra/local/clock.ts'
import { MemoryExecutions } from '../../infra/local/execution-store.ts'
import { statusChangeEvent, StepFunctions } from '../../infra/local/step-functions.ts'
import { answerOf, failing, STARTED_AT, task } from './asl-run.ts'
import { DAY } from './executions-world.ts'

const prefix = 'arn:aws:states:ap-southeast-1:123456789012'
const stateMachineArn = `${prefix}:stateMachine:escalation`
const definition = JSON.stringify({
  StartAt: 'Wait',
  States: {
    Wait: { Type: 'Wait', TimestampPath: '$.at', Next: 'Act' },
    Act: task('act', { Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }], End: true }),
  },
})
const input = JSON.stringify({ at: '2021-12-08T01:00:00Z' })

const clock = new VirtualClock(STARTED_AT)
const act = failing(['Busy'])
const stepFunctions = new StepFunctions({
  clock,
  random: () => 0.25,
  invoke: () => answerOf(() => act({})),
  store: new MemoryExecutions(),
  machines: [{ arn: stateMachineArn, roleArn: 'arn:aws:iam::123456789012:role/machine', definition }],
})
const server = createServer((request, response) => {
  void (async () => {
    const { status, body } = await stepFunctions.handle(String(request.headers['x-amz-target']), await json(request))
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body))
  })()
})
let client: SFNClient

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  client = new SFNClient({
    endpoint: `http://127.0.0.1:${address.port}`,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
})
afterAll(() => {
  client.destroy()
  server.closeAllConnections()
  server.close()
})

const begin = (name: string, more: { input?: string; stateMachineArn?: string } = {}) =>
  client.send(new StartExecutionCommand({ stateMachineArn, name, input, ...more }))

test('the SDK starts, describes and lists executions and reads their history', async () => {
  const started = await begin('case-1')
  expect(started).toMatchObject({
    executionArn: `${prefix}:execution:escalation:case-1`,
    startDate: new Date(STARTED_AT),
  })
  const { executionArn } = started

  const running = await client.send(new DescribeExecutionCommand({ executionArn }))
  expect(running).toMatchObject({ name: 'case-1', stateMachineArn, status: 'RUNNING', input })
  expect(running).not.toHaveProperty('stopDate')
  expect(running).not.toHaveProperty('output')

  await clock.runUntil(STARTED_AT + 41 * DAY)
  expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"value":"done"}',
    stopDate: new Date(STARTED_AT + 40 * DAY + 1000),
  })

  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }))
  expect(events.map(({ type }) => type).join(' ')).toBe(
    'ExecutionStarted WaitStateEntered WaitStateExited TaskStateEntered TaskScheduled TaskStarted TaskFailed ' +
      'TaskScheduled TaskStarted TaskSucceeded TaskStateExited ExecutionSucceeded',
  )
  expect(events[1]).toMatchObject({ id: 2, previousEventId: 1, stateEnteredEventDetails: { name: 'Wait' } })
  expect(events[6]?.taskFailedEventDetails).toMatchObject({ resourceType: 'lambda', resource: 'invoke', error: 'Busy' })
  expect(events.at(-1)?.timestamp).toEqual(new Date(STARTED_AT + 40 * DAY + 1000))
  const reversed = await client.send(
    new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }),
  )
  expect(reversed.events?.map(({ type }) => type)).toEqual(['ExecutionSucceeded'])
})

test('lists newest first, by status and in pages that new executions do not shift', async () => {
  const later = JSON.stringify({ at: '2030-01-01T00:00:00Z' })
  for (const n of [1, 2, 3, 4]) await begin(`list-${n}`, { input: later })
  await client.send(new StopExecutionCommand({ executionArn: `${prefix}:execution:escalation:list-2` }))
  const page = async (nextToken?: string) =>
    client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 2, nextToken }))

  const first = await page()
  expect(first.executions?.map(({ name }) => name)).toEqual(['list-4', 'list-3'])
  await begin('list-5', { input: later })
  const second = await page(first.nextToken)
  expect(second.executions?.map(({ name }) => name)).toEqual(['list-1'])
  expect(second.nextToken).toBeUndefined()
})

test('stopping answers when it ended, and the event for EventBridge says how', async () => {
  const { executionArn } = await begin('to-stop')
  const stopped = await client.send(new StopExecutionCommand({ executionArn, error: 'Held', cause: 'by hand' }))
  expect(stopped.stopDate).toEqual(new Date(clock.now()))

  expect(statusChangeEvent(stepFunctions.executions.get(String(executionArn)))).toEqual({
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    resources: [executionArn],
    detail: {
      executionArn,
      stateMachineArn,
      name: 'to-stop',
      status: 'ABORTED',
      startDate: clock.now(),
      stopDate: clock.now(),
      input,
      inputDetails: { included: true },
      output: null,
      outputDetails: undefined,
      error: 'Held',
      cause: 'by hand',
      redriveCount: 0,
      redriveDate: null,
    },
  })
})

test('redriving answers when, and once the execution runs it is told that it cannot be redriven', async () => {
  const { executionArn } = await begin('to-redrive')
  await client.send(new StopExecutionCommand({ executionArn }))
  expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
    redriveCount: 0,
    redriveStatus: 'REDRIVABLE',
  })
  const { redriveDate } = await client.send(new RedriveExecutionCommand({ executionArn }))
  expect(redriveDate).toEqual(new Date(clock.now()))
  const described = await client.send(new DescribeExecutionCommand({ executionArn }))
  expect(described).toMatchObject({ status: 'RUNNING', redriveCount: 1, redriveDate, redriveStatus: 'NOT_REDRIVABLE' })
  expect(described.redriveStatusReason).toContain('RUNNING')
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn, reverseOrder: true }))
  expect(events.find(({ type }) => type === 'ExecutionRedriven')?.executionRedrivenEventDetails).toEqual({
    redriveCount: 1,
  })
  await expect(client.send(new RedriveExecutionCommand({ executionArn }))).rejects.toMatchObject({
    name: 'ExecutionNotRedrivable',
  })
})

test('an execution without a name gets one from the seeded source', async () => {
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input }))
  expect(executionArn).toMatch(/:execution:escalation:40000000-40000000-40000000-40000000$/)
})

describe('refuses', () => {
  test.each(['', 'a b', 'a/b', 'a:b', 'a<b', 'a#1', 'a"', 'a\u0007', 'a\u0085', 'x'.repeat(81)])(
    'the name %j',
    async (name) => {
      await expect(begin(name)).rejects.toMatchObject({ name: 'InvalidName', $metadata: { httpStatusCode: 400 } })
    },
  )

  test('not the longest name, nor letters of any language', async () => {
    await begin('x'.repeat(80))
    await begin('đôn-đốc_1.2(3)=+@!')
  })

  test('a name that is taken', async () => {
    await begin('taken')
    await begin('taken')
    await expect(begin('taken', { input: '{"at":"2031-01-01T00:00:00Z"}' })).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    })
    await expect(begin('case-1')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' })
  })

  test.each(['not json', '{"a":', `"${'x'.repeat(256 * 1024)}"`, `"${'ố'.repeat(100_000)}"`])(
    'input %#',
    async (wrong) => {
      await expect(begin('input', { input: wrong })).rejects.toMatchObject({ name: 'InvalidExecutionInput' })
    },
  )

  test('what does not exist', async () => {
    const none = { executionArn: `${prefix}:execution:escalation:none` }
    const refused = [
      [begin('x', { stateMachineArn: `${stateMachineArn}2` }), 'StateMachineDoesNotExist'],
      [client.send(new ListExecutionsCommand({ stateMachineArn: `${stateMachineArn}2` })), 'StateMachineDoesNotExist'],
      [client.send(new DescribeExecutionCommand(none)), 'ExecutionDoesNotExist'],
      [client.send(new StopExecutionCommand(none)), 'ExecutionDoesNotExist'],
      [client.send(new GetExecutionHistoryCommand(none)), 'ExecutionDoesNotExist'],
      [client.send(new ListStateMachinesCommand()), 'UnknownOperationException'],
      [client.send(new ListExecutionsCommand({ stateMachineArn, nextToken: 'x' })), 'InvalidToken'],
      [client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 1001 })), 'ValidationException'],
    ] as const
    for (const [request, name] of refused) await expect(request).rejects.toMatchObject({ name })
  })
})

test('after 90 days an execution that has ended is not listed any more', async () => {
  await clock.runUntil(clock.now() + 91 * DAY)
  const { executions } = await client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED' }))
  expect(executions?.map(({ name }) => name)).not.toContain('case-1')
})
