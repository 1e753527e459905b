import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atLocal, MINUTE_MS } from '../../functions/domain/instant.ts'
import { ApiWorld, type Answer } from '../support/api-world.ts'
import { described, type Described } from '../support/contract.ts'
import { furthestCaller } from '../support/furthest-caller.ts'
import { malformedRequests } from '../support/malformed-requests.ts'

const REQUESTS = 20_000
const SEED = 7
const each = Math.ceil(REQUESTS / described.length)
let sent = 0
let api: ApiWorld
let before: ReadonlyMap<string, unknown>

beforeAll(async () => {
  api = await ApiWorld.open(atLocal('2021-10-18', '20:00'))
  before = await stored()
}, 180_000)
afterAll(() => api.close())

/** All rows but the counts of calls, which expire by themselves. */
const stored = async (): Promise<ReadonlyMap<string, unknown>> =>
  new Map([...(await api.rows())].filter(([key]) => !key.startsWith('CALLER#')))

const takesNothing = ({ parameters, requestBody }: Described): boolean =>
  parameters.length === 0 && requestBody === undefined

/** Refused as a whole, or item by item; a page or a list for everybody may also be what it always is. */
function isRefused({ status, body }: Answer, isOpen: boolean): boolean {
  if (status >= 400 && status < 500) return true
  if (isOpen) return status < 400
  return status === 200 && typeof body === 'object' && body !== null && 'accepted' in body && body.accepted === 0
}

describe('what the contract does not describe', () => {
  it.each(described)('$method $path refuses in words, whatever comes', { timeout: 120_000 }, async (operation) => {
    const who = furthestCaller(operation.operationId)
    // No more than so many a minute: the others would be refused for that alone.
    await api.clock.runUntil(api.clock.now() + MINUTE_MS)
    for (const { path, headers, body } of fc.sample(malformedRequests(operation), { numRuns: each, seed: SEED })) {
      const answer = await api.ask(who, {
        method: operation.method,
        path,
        headers,
        ...(body !== undefined && { body }),
      })
      sent += 1
      const told = `${path} ${typeof body === 'string' ? body.slice(0, 500) : ''} → ${answer.status} ${answer.text.slice(0, 300)}`
      expect(isRefused(answer, who === undefined || takesNothing(operation)), told).toBe(true)
      if (answer.status >= 400 && who !== undefined)
        expect(answer.text, told).toMatch(/"ruleVi"|"detail"|^\{"message":/)
    }
  })

  it('stores nothing, and fails nowhere', async () => {
    expect(sent).toBeGreaterThanOrEqual(REQUESTS)
    expect(await stored()).toEqual(before)
    expect(api.world.stats()).toMatchObject({ errors: 0, failures: 0 })
  })
})
