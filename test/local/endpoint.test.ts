import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses'
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { VirtualClock } from '../../infra/local/clock.ts'
import { Endpoint, type Denial } from '../../infra/local/endpoint.ts'
import { MemoryExecutions } from '../../infra/local/execution-store.ts'
import { Records } from '../../infra/local/records.ts'
import { statementSchema } from '../../infra/local/role.ts'
import { S3 } from '../../infra/local/s3.ts'
import { Ses } from '../../infra/local/ses.ts'
import { StatesService } from '../../infra/local/states-service.ts'
import { StepFunctions } from '../../infra/local/step-functions.ts'
import { functionModel } from './models.ts'

const NOW = Date.UTC(2021, 9, 14)
const MACHINE = 'arn:aws:states:ap-southeast-1:000000000000:stateMachine:wait'

const allow = (Action: string, Resource: string) => statementSchema.parse({ Effect: 'Allow', Action, Resource })
const reader = functionModel({
  name: 'reader',
  role: [allow('s3:GetObject', 'arn:aws:s3:::papers/open/*'), allow('states:StartExecution', `${MACHINE}-other`)],
})

let folder: string
let clock: VirtualClock
let endpoint: Endpoint
let denials: Denial[]
let clients: { destroy(): void }[]
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'endpoint-'))
  clock = new VirtualClock(NOW)
  denials = []
  clients = []
  endpoint = await Endpoint.open({ clock, functions: [reader], onDenied: (denial) => denials.push(denial) })
  const machines = new StepFunctions({
    clock,
    random: () => 0.5,
    invoke: async () => ({ type: 'ok', payload: null }),
    store: new MemoryExecutions(),
    machines: [{ arn: MACHINE, roleArn: 'arn:role', definition: waiting }],
  })
  endpoint.serve({
    s3: new S3(folder, ['papers']),
    ses: new Ses({ mail: senders, records: new Records(folder, clock), clock, onEvent: () => {} }),
    states: new StatesService(machines),
  })
})
afterEach(async () => {
  for (const opened of clients) opened.destroy()
  await endpoint.close()
  rmSync(folder, { recursive: true })
})

const waiting = JSON.stringify({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } })
const senders = { identities: [{ name: 'ioc.example' }], configurationSets: new Map() }

/** An SDK client as a function has it: it knows the endpoint and its own name, nothing else. */
function client<T extends { destroy(): void }>(Client: new (options: object) => T, caller = 'operator'): T {
  const credentials = { accessKeyId: caller, secretAccessKey: 'none' }
  const made = new Client({ endpoint: endpoint.url, region: 'ap-southeast-1', maxAttempts: 3, credentials })
  clients.push(made)
  return made
}
const object = (Key: string) => ({ Bucket: 'papers', Key })

describe('the SDK', () => {
  it('puts, gets and lists objects', async () => {
    const s3 = client(S3Client)
    await s3.send(new PutObjectCommand({ ...object('a b/đ+.txt'), Body: 'xin chào', ContentType: 'text/plain' }))
    const { Body, ContentType } = await s3.send(new GetObjectCommand(object('a b/đ+.txt')))
    expect([await Body?.transformToString(), ContentType]).toEqual(['xin chào', 'text/plain'])
    const { Contents, IsTruncated } = await s3.send(new ListObjectsV2Command({ Bucket: 'papers', Prefix: 'a b/' }))
    expect([Contents?.map(({ Key, Size }) => [Key, Size]), IsTruncated]).toEqual([[['a b/đ+.txt', 9]], false])
  })

  it('streams an object in chunks', async () => {
    const s3 = client(S3Client)
    const parts = ['x'.repeat(70_000), 'y'.repeat(70_000)]
    const Body = Readable.from(parts.map((part) => Buffer.from(part)))
    await s3.send(new PutObjectCommand({ ...object('big'), Body, ContentLength: 140_000 }))
    const stored = await s3.send(new GetObjectCommand(object('big')))
    expect(await stored.Body?.transformToString()).toBe(parts.join(''))
  })

  it('gets errors that it knows by name', async () => {
    const s3 = client(S3Client)
    await expect(s3.send(new GetObjectCommand(object('none')))).rejects.toMatchObject({ name: 'NoSuchKey' })
    await s3.send(new PutObjectCommand({ ...object('a'), Body: '1' }))
    const once = new PutObjectCommand({ ...object('a'), Body: '2', IfNoneMatch: '*' })
    await expect(s3.send(once)).rejects.toMatchObject({ name: 'PreconditionFailed' })
  })

  it('sends mail, and hears why not', async () => {
    const ses = client(SESClient)
    const mail = (from: string) =>
      new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(`From: ${from}\r\nTo: a@b.example\r\n\r\n+ & é`) } })
    expect(await ses.send(mail('a@ioc.example'))).toMatchObject({ MessageId: expect.stringMatching(/^010e/) })
    await expect(ses.send(mail('a@b.example'))).rejects.toMatchObject({ name: 'MessageRejected' })
  })

  it('starts and describes executions', async () => {
    const states = client(SFNClient)
    const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn: MACHINE, name: 'one' }))
    const described = await states.send(new DescribeExecutionCommand({ executionArn }))
    expect(described).toMatchObject({ name: 'one', status: 'RUNNING', startDate: new Date(NOW) })
    const again = new StartExecutionCommand({ stateMachineArn: MACHINE, name: 'one', input: '{"other":1}' })
    await expect(states.send(again)).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' })
  })
})

describe('a function that reaches for more than its role allows', () => {
  it('is refused in the words of each service, and it is noted', async () => {
    const s3 = client(S3Client, 'reader')
    await expect(s3.send(new GetObjectCommand(object('open/a')))).rejects.toMatchObject({ name: 'NoSuchKey' })
    await expect(s3.send(new GetObjectCommand(object('closed/a')))).rejects.toMatchObject({ name: 'AccessDenied' })
    const start = new StartExecutionCommand({ stateMachineArn: MACHINE })
    await expect(client(SFNClient, 'reader').send(start)).rejects.toMatchObject({ name: 'AccessDeniedException' })
    expect(denials).toEqual([
      { caller: 'reader', action: 's3:GetObject', resource: 'arn:aws:s3:::papers/closed/a' },
      { caller: 'reader', action: 'states:StartExecution', resource: MACHINE },
    ])
  })
})

describe('a presigned address', () => {
  const fetchSigned = (expires: number) =>
    fetch(
      `${endpoint.url}/papers/a?X-Amz-Credential=operator%2F20211014%2Fap-southeast-1%2Fs3%2Faws4_request&X-Amz-Date=20211014T000000Z&X-Amz-Expires=${expires}`,
    )

  it('opens an object until it expires, by the clock of the run', async () => {
    await client(S3Client).send(new PutObjectCommand({ ...object('a'), Body: 'content' }))
    await clock.runUntil(NOW + 60_000)
    expect(await (await fetchSigned(60)).text()).toBe('content')
    expect((await fetchSigned(59)).status).toBe(403)
  })
})

describe('an answer', () => {
  it('has no date: by it the SDK would set its clock, and call again whatever is refused', async () => {
    expect((await fetch(endpoint.url)).headers.get('date')).toBeNull()
  })
})

describe('a service that the local mode does not have', () => {
  it('is named', async () => {
    const authorization = 'AWS4-HMAC-SHA256 Credential=operator/20211014/ap-southeast-1/kinesis/aws4_request'
    const response = await fetch(endpoint.url, { method: 'POST', headers: { authorization } })
    expect([response.status, await response.text()]).toEqual([501, "The local mode has no service 'kinesis'"])
  })
})
