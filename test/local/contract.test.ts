import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atLocal, MINUTE_MS } from '../../functions/domain/instant.ts'
import { CALLS_A_MINUTE } from '../../functions/platform/once.ts'
import type { TokenOwner } from '../../infra/local/issuer.ts'
import { dossierOf, fieldReportOf, letter } from '../support/api-calls.ts'
import { ApiWorld } from '../support/api-world.ts'
import { described, faultOf, jsonOf, type Described } from '../support/contract.ts'
import { furthestCaller } from '../support/furthest-caller.ts'
import { valuesOf } from '../support/schema-arbitrary.ts'

const operator: TokenOwner = { role: 'operator' }
const ids = ['dossier:000.00.14.h15-211027-0001', 'report:vnpt:pa-1', 'task:cv-1:3']
const commands = `/cases/${encodeURIComponent(ids[0] ?? '')}/commands`
let api: ApiWorld

beforeAll(async () => {
  api = await ApiWorld.open(atLocal('2021-10-28', '20:00'))
  const fieldReports = [fieldReportOf('vnpt', 'buon-ma-thuot', 'PA-1')]
  await api.ask(operator, { path: '/dossiers', body: { dossiers: [dossierOf('so-tnmt', '0001')] } })
  await api.ask(operator, { path: '/field-reports', body: { fieldReports } })
  await api.ask(operator, { path: '/directives', body: letter })
}, 180_000)
afterAll(() => api.close())

const dossiers = (serial: string) => ({ dossiers: [dossierOf('so-tnmt', serial)] })
const problem = (code: string) => ({ type: `urn:problem-type:dondoc:${code}` })

describe('a call under an Idempotency-Key', () => {
  const headers = { 'idempotency-key': 'a-1' }

  it('is done once, and a repeat is told the same, however it is laid out', async () => {
    const first = await api.ask(operator, { path: '/dossiers', body: dossiers('0201'), headers })
    const again = await api.ask(operator, {
      path: '/dossiers',
      body: JSON.stringify(dossiers('0201'), null, 2),
      headers,
    })
    expect(first).toMatchObject({ status: 200, body: { results: [{ result: 'created' }] } })
    expect(again.body).toEqual(first.body)
    expect([first, again].map((each) => each.headers.get('idempotency-replayed'))).toEqual([null, 'true'])
  })

  it('is judged anew where an item was refused: it may be mended or go well by now, and what it said is not kept', async () => {
    const wrong = { name: 'Y Thử', phone: '0905 123 456 và 0905 654 321' }
    const body = { dossiers: [dossierOf('so-tnmt', '0203'), { ...dossierOf('so-tnmt', '0204'), applicant: wrong }] }
    const telling = { path: '/dossiers', body, headers: { 'idempotency-key': 'a-2' } }
    expect(await api.ask(operator, telling)).toMatchObject({ body: { accepted: 1, rejected: 1 } })
    expect(JSON.stringify([...(await api.rows())])).not.toContain(wrong.phone)
    const again = await api.ask(operator, telling)
    expect(again.body).toMatchObject({ results: [{ result: 'unchanged' }, { result: 'rejected' }] })
  })

  it('is refused with another content, and is its caller’s own', async () => {
    const other = { path: '/dossiers', body: dossiers('0202'), headers }
    expect(await api.ask(operator, other)).toMatchObject({ status: 422, body: problem('keyReused') })
    expect(await api.ask({ role: 'agency', agency: 'so-tnmt' }, other)).toMatchObject({ status: 200 })
    const strange = { ...other, headers: { 'idempotency-key': 'x'.repeat(201) } }
    expect(await api.ask(operator, strange)).toMatchObject({ status: 400, body: problem('badInput') })
  })
})

describe('a command that names the version it saw', () => {
  const command = { type: 'nameHandler', handler: { name: 'H Thử', post: 'chuyên viên' } }
  const giving = (etag: string, post: string) =>
    api.ask(operator, {
      path: commands,
      body: { ...command, handler: { name: 'H Thử', post } },
      headers: { 'if-match': etag },
    })

  it('is carried out on that version, and on no other', async () => {
    const etag = (await api.ask(operator, { path: commands.replace('/commands', '') })).headers.get('etag') ?? ''
    expect(etag).toMatch(/^"\d+"$/)
    const done = await giving(etag, 'chuyên viên')
    expect([done.status, done.headers.get('etag')]).toEqual([200, expect.not.stringContaining(etag)])
    expect(await giving(etag, 'phó phòng')).toMatchObject({ status: 412, body: problem('movedOn') })
    expect(await giving('*', 'phó phòng')).toMatchObject({ status: 200 })
    expect(await giving('7', 'trưởng phòng')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'if-match', value: '7' }] },
    })
  })
})

describe('whoever sends too much', () => {
  it('is told so, and when to go on', async () => {
    const body = JSON.stringify({ dossiers: ['x'.repeat(1024 * 1024)] })
    expect(await api.ask(operator, { path: '/dossiers', body })).toMatchObject({
      status: 413,
      body: problem('tooLarge'),
    })
    const hasty: TokenOwner = { client: 'agency.so-y-te' }
    const call = { path: '/dossiers', body: { dossiers: ['x'] } }
    for (let n = 0; n < CALLS_A_MINUTE; n += 1) expect((await api.ask(hasty, call)).status).toBe(200)
    const refused = await api.ask(hasty, call)
    expect(refused).toMatchObject({ status: 429, body: problem('tooMany') })
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    await api.clock.runUntil(api.clock.now() + MINUTE_MS)
    expect((await api.ask(hasty, call)).status).toBe(200)
  })
})

const withBody = described.filter(({ requestBody }) => jsonOf(requestBody) !== undefined)

describe('what no table or mail could carry', () => {
  it.each(withBody)('$method $path names it and its rule', async ({ operationId, path }) => {
    const who = furthestCaller(operationId)
    const place = path
      .replace('{id}', path.startsWith('/cases') ? 'dossier:x' : 'x')
      .replace('{week}', '2021-W43')
      .replace('{kind}', 'backlog')
    await api.clock.runUntil(api.clock.now() + MINUTE_MS)
    const told = async (body: string) => {
      const { status, text } = await api.ask(who, { path: place, body })
      return [status, text] as const
    }
    expect(await told('{"a":{"b":1,"b":2}}')).toEqual([400, expect.stringContaining('"field":"a.b"')])
    expect(await told('{"a":{"b":1,"b":2}}')).toEqual([400, expect.stringContaining('chỉ được xuất hiện một lần')])
    expect(await told('['.repeat(30) + ']'.repeat(30))).toEqual([
      400,
      expect.stringContaining('không được lồng nhau quá'),
    ])
    expect(await told('{"__proto__":{}}')).toEqual([400, expect.stringContaining('không được dùng làm tên trường')])
    if (operationId.startsWith('register-')) return
    // Of a batch each item is told by itself.
    expect(await told('{"a":"\\u0000"}')).toEqual([400, expect.stringContaining('ký tự điều khiển')])
    expect(await told('{"a":"\\ud800"}')).toEqual([400, expect.stringContaining('surrogate')])
  })

  it('that makes no id keeps no other item of a batch out either', async () => {
    const named = (code: string) => ({ ...fieldReportOf('vnpt', 'buon-ma-thuot', 'PA-1'), code })
    const body = { fieldReports: [named('ạ'.repeat(200)), named('PA-2')] }
    expect(await api.ask(operator, { path: '/field-reports', body })).toMatchObject({
      body: {
        accepted: 1,
        results: [{ result: 'rejected', problem: { errors: [{ field: 'code' }] } }, { result: 'created' }],
      },
    })
  })

  it('keeps no other item of a batch out', async () => {
    const bad = { ...dossierOf('so-tnmt', '0301'), procedure: 'a\0b' }
    const body = {
      dossiers: [
        bad,
        { ...dossierOf('so-tnmt', '0302'), receivedAt: '2021-02-30T08:00:00+07:00' },
        dossierOf('so-tnmt', '0303'),
      ],
    }
    expect(await api.ask(operator, { path: '/dossiers', body })).toMatchObject({
      body: {
        accepted: 1,
        results: [
          { result: 'rejected', problem: { errors: [{ field: 'procedure' }] } },
          { result: 'rejected', problem: { errors: [{ field: 'receivedAt' }] } },
          { result: 'created' },
        ],
      },
    })
  })

  it('is stored in NFC whatever it came in', async () => {
    const reason = 'chờ vật tư từ Đắk Lắk'
    await api.ask(operator, { path: commands, body: { type: 'pause', reason: reason.normalize('NFD') } })
    const answer = await api.ask(operator, { path: commands.replace('/commands', '') })
    expect(answer.text).toContain(reason)
  })
})

const EACH = 40
/** Far dates, unknown codes, empty lists: all that the contract allows and nobody would send. */
const senseless = described.filter((each) => furthestCaller(each.operationId) !== undefined)

describe('what the contract describes', () => {
  it.each(senseless)(
    '$method $path breaks nothing, however little sense it makes',
    { timeout: 120_000 },
    async (operation) => {
      const who = furthestCaller(operation.operationId)
      await api.clock.runUntil(api.clock.now() + MINUTE_MS)
      let n = 0
      for (const [query, body] of fc.sample(fc.tuple(queriesOf(operation), bodiesOf(operation)), {
        numRuns: EACH,
        seed: 3,
      })) {
        const path = `${placeOf(operation, (n += 1))}?${query}`
        const answer = await api.ask(who, { method: operation.method, path, ...(body !== undefined && { body }) })
        const told = `${path} ${body ?? ''} → ${answer.text.slice(0, 300)}`
        expect(answer.status, told).toBeLessThan(500)
        const schema = jsonOf(operation.responses[answer.status])
        if (schema !== undefined) expect(faultOf(schema, answer.body), told).toBeUndefined()
      }
    },
  )

  it('leaves every case readable', async () => {
    for (const id of ids)
      expect((await api.ask(operator, { path: `/cases/${encodeURIComponent(id)}` })).status).toBe(200)
    // A draft that is ordered before there are settings for it fails in its machine; no route did, and none was denied.
    expect(api.world.stats()).toMatchObject({ failures: 0 })
  })
})

const bodiesOf = ({ requestBody }: Described): fc.Arbitrary<string | undefined> => {
  const schema = jsonOf(requestBody)
  return schema === undefined ? fc.constant(undefined) : valuesOf(schema).map((value) => JSON.stringify(value))
}

function queriesOf({ parameters }: Described): fc.Arbitrary<string> {
  const known = parameters.filter((each) => each.in === 'query')
  const model = Object.fromEntries(known.map(({ name, schema }) => [name, valuesOf(schema).map(String)]))
  const requiredKeys = known.filter(({ required }) => required).map(({ name }) => name)
  return fc.record(model, { requiredKeys }).map((values) => new URLSearchParams(Object.entries(values)).toString())
}

/** In turn the things that there are, and the first and last weeks and days that are taken. */
const placeOf = ({ path }: Described, n: number): string =>
  path
    .replace(
      '{id}',
      path.startsWith('/cases') ? encodeURIComponent(ids[n % 3] ?? '') : path.startsWith('/directives') ? 'cv-1' : 'x',
    )
    .replace('{kind}', n % 2 === 0 ? 'backlog' : 'pilot')
    .replace('{week}', ['2021-W43', '1900-W01', '2199-W53'][n % 3] ?? '')
    .replace('{date}', ['2021-10-29', '1900-01-01', '2199-12-31'][n % 3] ?? '')
