import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { VirtualClock } from '../../infra/local/clock.ts'
import { issueToken } from '../../infra/local/issuer.ts'
import type { Model } from '../../infra/local/model.ts'
import type { WorldOptions } from '../../infra/local/world-options.ts'
import { createWorld, type World } from '../../infra/local/world.ts'
import { fixtureModel } from './fixture/synthesized.ts'

const START = Date.UTC(2021, 9, 14)
const MINUTE = 60_000

let model: Model
beforeAll(async () => {
  model = await fixtureModel()
}, 300_000)

let folder: string
let clock: VirtualClock
let world: World
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'world-'))
  clock = new VirtualClock(START)
})
afterEach(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

async function begin(options: Partial<WorldOptions> = {}): Promise<void> {
  world = await createWorld({ model, stateDir: join(folder, 'state'), outDir: folder, clock, seed: 1, ...options })
}

const probe = async (event: object) => {
  const outcome = await world.invoke('fixture-probe', event)
  return outcome.type === 'ok' ? outcome.payload : outcome
}
const lines = (file: string): Record<string, unknown>[] =>
  readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const item = { pk: 'OPEN#1', sk: 'A', kind: 'open', at: '2021', card: 'short', long: 'text' }

describe('a deployed function', () => {
  it('runs from its bundle, in its own environment, on the clock of the world', async () => {
    await begin()
    await clock.runUntil(START + MINUTE)
    expect(await probe({ do: 'describe' })).toMatchObject({
      now: '2021-10-14T00:01:00.000Z',
      environment: { fromModule: 'fixture', fromGlobal: 'fixture', path: null },
      remaining: 20_000,
    })
  })

  it('uses the table and its index through the SDK that it brings along', async () => {
    await begin()
    await probe({ do: 'put', item })
    expect(await probe({ do: 'list', kind: 'open' })).toEqual([
      { pk: 'OPEN#1', sk: 'A', kind: 'open', at: '2021', card: 'short' },
    ])
    expect(await world.invoke('fixture-guest', {})).toMatchObject({ payload: { found: true } })
  })

  it('uses the bucket', async () => {
    await begin()
    await probe({ do: 'store', key: 'a/b.txt', body: 'xin chào' })
    expect(await probe({ do: 'fetch', key: 'a/b.txt' })).toEqual({ body: 'xin chào', type: 'text/plain' })
  })

  it('may do what its role allows; the rest is refused and noted', async () => {
    await begin()
    expect(await world.invoke('fixture-guest', { pk: 'PERSON#1' })).toMatchObject({ error: 'AccessDeniedException' })
    expect(lines('failures.ndjson')).toMatchObject([
      { kind: 'denied', caller: 'fixture-guest', action: 'dynamodb:GetItem' },
    ])
  })

  it('may do more where roles are not checked', async () => {
    await begin({ checkRoles: false })
    expect(await world.invoke('fixture-guest', { pk: 'PERSON#1' })).toMatchObject({ payload: { found: false } })
  })
})

describe('time', () => {
  it('fires the rules, starts the machines and lets them wait, as fast as the functions are', async () => {
    await begin()
    await clock.runUntil(START + 60 * MINUTE - 1)
    expect(world.stats()).toEqual({ invocations: 11, errors: 0, executionsStarted: 0, mails: 0, failures: 0 })
    await clock.runUntil(START + 62 * MINUTE)
    expect(world.stats()).toMatchObject({ invocations: 13, executionsStarted: 1, errors: 0 })
  })

  it('carries on an execution that a function has started', async () => {
    await begin()
    expect(await probe({ do: 'start', name: 'one' })).toMatch(/:execution:fixture-machine:one$/)
    await clock.runUntil(START + 2 * MINUTE)
    expect(world.stats()).toMatchObject({ invocations: 2, executionsStarted: 1, failures: 0 })
  })

  it('counts an execution that ended as failed among the failures, with its cause and without addresses', async () => {
    // given
    const cause = 'Email address is not verified: can-bo@daklak.example'
    const [fixture] = model.machines
    const definition = JSON.stringify({
      StartAt: 'Lost',
      States: { Lost: { Type: 'Fail', Error: 'MailSetupError', Cause: cause } },
    })
    await begin({ model: { ...model, machines: model.machines.map((machine) => ({ ...machine, definition })) } })
    // when
    await probe({ do: 'start', name: 'one' })
    await clock.runUntil(START + 1000)
    // then
    expect(world.stats()).toMatchObject({ executionsStarted: 1, failures: 1 })
    expect(lines('failures.ndjson')).toEqual([
      {
        at: '2021-10-14T00:00:00.000Z',
        kind: 'execution',
        execution: `${fixture?.arn.replace(':stateMachine:', ':execution:')}:one`,
        status: 'FAILED',
        error: 'MailSetupError',
        cause: 'Email address is not verified: …@…',
      },
    ])
  })
})

describe('mail', () => {
  it('is on disk, and a bounce reaches whom the rule names', async () => {
    await begin()
    await probe({ do: 'mail', from: 'don-doc@example.vn', to: 'bounce@simulator.amazonses.com' })
    expect(readdirSync(join(folder, 'mail'))).toEqual(['20211014-070000-00001-bounce-simulator-amazonses-com.eml'])
    await clock.runUntil(START + MINUTE)
    expect(lines('messages.ndjson')).toMatchObject([
      { to: expect.stringContaining('fixture-operators'), body: 'bounced: 2021-10-14T00:00:02Z' },
    ])
  })
})

describe('the API', () => {
  const call = async (path: string, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
    return world.dispatch(
      new Request(`http://local${path}`, {
        method: 'POST',
        body: '{"reply":{"statusCode":201,"body":"made"}}',
        headers,
      }),
    )
  }

  it('leads to the function of its route, for those who have a token where one is asked for', async () => {
    await begin()
    const token = await issueToken(join(folder, 'state'), { role: 'operator' })
    expect((await call('/items/1')).status).toBe(401)
    expect(await (await call('/items/1', token)).text()).toBe('made')
    expect((await call('/items/open')).status).toBe(201)
    expect((await call('/nowhere')).status).toBe(404)
  })
})

describe('a restart', () => {
  it('finds everything again, and goes on with executions that wait', async () => {
    await begin()
    await probe({ do: 'put', item })
    await probe({ do: 'store', key: 'a', body: 'b' })
    await probe({ do: 'start', name: 'one' })
    await probe({ do: 'mail', from: 'don-doc@example.vn', to: 'a@b.vn' })
    await world.close()
    clock = new VirtualClock(START)
    await begin()
    expect(await probe({ do: 'list', kind: 'open' })).toHaveLength(1)
    expect(await probe({ do: 'fetch', key: 'a' })).toMatchObject({ body: 'b' })
    await clock.runUntil(START + 2 * MINUTE)
    expect(world.stats()).toMatchObject({ invocations: 3, mails: 1, executionsStarted: 0 })
  })
})

describe('a hostile world', () => {
  it('delivers events twice, starts executions twice, and its clocks are off', async () => {
    await begin({ hostility: { duplicateEvents: true, skewMs: 2000 } })
    await clock.runUntil(START + 65 * MINUTE)
    expect(world.stats()).toMatchObject({ executionsStarted: 2 })
    expect(world.stats().invocations).toBeGreaterThanOrEqual(2 * 12 + 2)
    expect(await probe({ do: 'describe' })).not.toMatchObject({ now: new Date(clock.now()).toISOString() })
  })
})

describe('a machine whose role does not let it call its function', () => {
  it('is refused before anything runs', async () => {
    const machines = model.machines.map((machine) => ({ ...machine, role: [] }))
    await expect(begin({ model: { ...model, machines } })).rejects.toThrow(
      'fixture-machine does not allow it to invoke fixture-guest',
    )
    await begin()
  })
})
