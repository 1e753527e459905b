import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { VirtualClock } from '../../infra/local/clock.ts'
import { Lambda, type InvocationFailure, type LambdaOptions } from '../../infra/local/lambda.ts'
import type { FunctionModel } from '../../infra/local/model.ts'
import { seededRandom } from '../../infra/local/random.ts'
import { functionModel, payloadOf } from './models.ts'

const NOW = Date.UTC(2021, 9, 14)
const ARN = 'arn:aws:lambda:ap-southeast-1:000000000000:function:work'

let folder: string
let lambda: Lambda
let failures: InvocationFailure[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lambda-'))
  failures = []
})
afterEach(async () => {
  await lambda.close()
  rmSync(folder, { recursive: true })
})

/** Deploys `work` with this handler. */
function deploy(handler: string, model: Partial<FunctionModel> = {}, options: Partial<LambdaOptions> = {}) {
  writeFileSync(join(folder, 'index.js'), `let loaded = Date.now(), calls = 0; exports.handler = ${handler}`)
  const work = functionModel({ arn: ARN, codePath: folder, environment: { OWN: 'own' }, ...model })
  lambda = new Lambda({
    functions: [work],
    clock: new VirtualClock(NOW),
    random: seededRandom(1),
    logFolder: folder,
    aws: { url: 'http://127.0.0.1:1', http },
    onError: (failure) => failures.push(failure),
    ...options,
  })
}

const causeOf = (outcome: Awaited<ReturnType<Lambda['invoke']>>) =>
  outcome.type === 'error' ? { error: outcome.error, ...JSON.parse(outcome.cause) } : outcome

describe('a function', () => {
  it('gets the event as JSON and answers in JSON', async () => {
    deploy(`async (event) => ({ event, at: new Date(0), none: undefined })`)
    expect(await lambda.invoke(ARN, { a: new Date(0), b: undefined })).toEqual({
      type: 'ok',
      payload: { event: { a: '1970-01-01T00:00:00.000Z' }, at: '1970-01-01T00:00:00.000Z' },
    })
    deploy(`async () => {}`)
    expect(await lambda.invoke(ARN, null)).toEqual({ type: 'ok', payload: null })
  })

  it('finds what Lambda tells it, and is known to AWS by its name', async () => {
    deploy(`async (_, context) => ({
      name: context.functionName, memory: context.memoryLimitInMB, left: context.getRemainingTimeInMillis(),
      own: process.env.OWN, key: process.env.AWS_ACCESS_KEY_ID, region: process.env.AWS_REGION, url: process.env.AWS_ENDPOINT_URL
    })`)
    expect(await lambda.invoke(ARN, {})).toMatchObject({
      payload: {
        name: 'work',
        memory: '256',
        left: 20_000,
        own: 'own',
        key: 'work',
        region: 'ap-southeast-1',
        url: 'http://127.0.0.1:1',
      },
    })
  })

  it('stays warm for the next event, and never has two at a time', async () => {
    deploy(`async () => { const mine = ++calls; await new Promise(setImmediate); return [mine, calls] }`)
    const both = await Promise.all([lambda.invoke(ARN, {}), lambda.invoke(ARN, {})])
    expect(both).toEqual([1, 2].map(() => ({ type: 'ok', payload: [1, 1] })))
    expect(await lambda.invoke(ARN, {})).toEqual({ type: 'ok', payload: [2, 2] })
  })

  it('keeps to its own limit of instances: who comes later waits', async () => {
    deploy(`async () => { const mine = ++calls; await new Promise(setImmediate); return mine }`, { concurrency: 1 })
    const all = await Promise.all([1, 2, 3].map(() => lambda.invoke(ARN, {})))
    expect(all.map((outcome) => outcome.type === 'ok' && outcome.payload)).toEqual([1, 2, 3])
  })

  it('has a clock as wrong as the hostile mode wants it', async () => {
    deploy(`async () => Date.now()`, {}, { skewMs: 2000 })
    const off = Math.abs(Number(payloadOf(await lambda.invoke(ARN, {}))) - NOW)
    expect(off).toBeGreaterThan(0)
    expect(off).toBeLessThanOrEqual(2000)
  })

  it('prints into a file of its own, line by line as JSON', async () => {
    deploy(
      `async (_, { awsRequestId }) => { console.log('plain'); process.stdout.write('{"level":"INFO"}\\n'); return awsRequestId }`,
    )
    const requestId = payloadOf(await lambda.invoke(ARN, {}))
    await lambda.close()
    const lines = readFileSync(join(folder, 'work.ndjson'), 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { time: '2021-10-14T00:00:00.000Z', requestId, message: 'plain' },
      { level: 'INFO' },
    ])
    deploy(`async () => 0`)
  })
})

describe('an invocation that fails', () => {
  it.each([
    ['throws', `() => { throw new RangeError('no') }`, 'RangeError', 'no'],
    [
      'rejects',
      `async () => { throw Object.assign(new Error('later'), { name: 'RetryLaterError' }) }`,
      'RetryLaterError',
      'later',
    ],
    ['leaves the process', `async () => process.exit(3)`, 'Error', 'Runtime exited with code 3'],
    [
      'answers too much',
      `async () => 'x'.repeat(7e6)`,
      'Function.ResponseSizeTooLarge',
      expect.stringContaining('exceeded'),
    ],
  ])('%s', async (_, handler, error, errorMessage) => {
    deploy(handler)
    const outcome = causeOf(await lambda.invoke(ARN, {}))
    expect(outcome).toMatchObject({ error, errorType: error, errorMessage })
    expect(failures).toMatchObject([{ function: 'work', error }])
  })

  it('did not load', async () => {
    deploy(`undefined`)
    expect(causeOf(await lambda.invoke(ARN, {}))).toMatchObject({
      errorMessage: 'index.handler is undefined or not exported',
    })
  })

  it('got stuck: it is given up, and so is its instance', async () => {
    deploy(`async ({ stuck }) => stuck ? new Promise(() => {}) : ++calls`, { timeoutSeconds: 0.02 }, { patienceMs: 0 })
    expect(await lambda.invoke(ARN, {})).toEqual({ type: 'ok', payload: 1 })
    expect(causeOf(await lambda.invoke(ARN, { stuck: true }))).toMatchObject({
      error: 'Sandbox.Timedout',
      errorMessage: 'Task timed out after 0.02 seconds',
    })
    expect(await lambda.invoke(ARN, {})).toEqual({ type: 'ok', payload: 1 })
  })

  it('was asked too much, or of nobody', async () => {
    deploy(`async () => 0`)
    expect(causeOf(await lambda.invoke(ARN, 'x'.repeat(6.3e6)))).toMatchObject({
      error: 'Lambda.RequestTooLargeException',
    })
    expect(causeOf(await lambda.invoke(`${ARN}-2`, {}))).toMatchObject({ error: 'Lambda.ResourceNotFoundException' })
    expect(lambda.invocations).toBe(0)
  })
})

describe('virtual time', () => {
  it('stands still while a function works', async () => {
    const clock = new VirtualClock(NOW)
    deploy(
      `async () => { const before = Date.now(); await new Promise((go) => setTimeout(go, 20)); return Date.now() - before }`,
      {},
      { clock },
    )
    const work = lambda.invoke(ARN, {})
    await clock.runUntil(NOW + 86_400_000)
    expect(await work).toEqual({ type: 'ok', payload: 0 })
  })
})
