import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { atLocal, MINUTE_MS } from '../../functions/domain/instant.ts'
import { ApiWorld } from '../support/api-world.ts'
import * as georeport from '../support/open311-client.ts'

const PORT = 4594
const url = `http://127.0.0.1:${PORT}`
const endpoint = `${url}/open311/v2`
let api: ApiWorld
let key: { id: string; key: string }

const administer = (path: string, body?: unknown) => api.ask({ role: 'administrator' }, { path, body })
const made = z.object({ id: z.string(), key: z.string() })

beforeAll(async () => {
  api = await ApiWorld.open(atLocal('2021-10-28', '10:00'))
  await api.world.listen(PORT)
  key = made.parse((await administer('/api-keys', { provider: 'vnpt', label: 'ứng dụng' })).body)
}, 180_000)
afterAll(() => api.close())

const formats = ['json', 'xml'] as const
const typeOf = { json: 'application/json; charset=utf-8', xml: 'text/xml; charset=utf-8' }

describe.each(formats)('a client of GeoReport v2 that reads %s', (format) => {
  const client = georeport.open311Client(endpoint, format)
  const type = typeOf[format]
  const hole = (more: [string, string][] = []): [string, string][] => [
    ['api_key', key.key],
    ['jurisdiction_id', 'daklak.gov.vn'],
    ['service_code', 'giao-thong'],
    ['lat', '12.66662'],
    ['long', '108.03771'],
    ['address_string', '34 đường Lê Duẩn, thành phố Buôn Ma Thuột'],
    ['first_name', 'H’Minh'],
    ['phone', '0905 000 111'],
    ['description', `Ổ gà <lớn> & sâu, ${format}`],
    ...more,
  ]

  it('finds the endpoint, its services, and the form of each', async () => {
    const found = await client.get('discovery')
    expect([found.status, found.type]).toEqual([200, type])
    expect(georeport.discovery.parse(found.body).endpoints.map((each) => each.url)).toEqual([endpoint])
    const list = await client.get('services', { jurisdiction_id: 'daklak.gov.vn' })
    expect([list.status, list.type]).toEqual([200, type])
    const services = georeport.services.parse(list.body)
    expect(services.find(({ service_code: code }) => code === 'giao-thong')?.group).toBe('Giao thông')
    for (const { service_code: code } of services) {
      const { body } = await client.get(`services/${code}`)
      expect(georeport.definition.parse(body)).toMatchObject({ service_code: code })
    }
  })

  it('files a report, follows its token, and reads it again by id and in lists', async () => {
    const told = await client.post(hole([['attribute[unit]', 'buon-ma-thuot']]))
    expect([told.status, told.type]).toEqual([200, type])
    const [{ service_request_id: id } = { service_request_id: '' }] = georeport.filed.parse(told.body)
    const again = await client.post(hole([['attribute[unit]', 'buon-ma-thuot']]))
    expect(georeport.filed.parse(again.body)[0]?.service_request_id).toBe(id)
    expect(georeport.tokens.parse((await client.get(`tokens/${id}`)).body)[0]?.service_request_id).toBe(id)
    const [one] = georeport.requests.parse((await client.get(`requests/${id}`)).body)
    expect(one).toMatchObject({
      service_request_id: id,
      status: 'open',
      service_name: 'Hư hỏng cầu, đường, vỉa hè, biển báo',
      agency_responsible: 'UBND thành phố Buôn Ma Thuột',
      address: 'Thành phố Buôn Ma Thuột',
      description: null,
      lat: 12.67,
      long: 108.04,
    })
    expect(one?.expected_datetime).not.toBeNull()
    const long = { service_request_id: `report:vnpt:${'ạ'.repeat(280)},${id}` }
    for (const query of [{}, long, { status: 'open', service_code: 'giao-thong' }, { service_request_id: id }]) {
      const listed = georeport.requests.parse((await client.get('requests', query)).body)
      expect(listed.map(({ service_request_id: each }) => each)).toContain(id)
    }
    expect(georeport.requests.parse((await client.get('requests', { status: 'closed' })).body)).toEqual([])
  })

  it('is told by status and body what is wrong', async () => {
    const without = (name: string) => hole().filter(([field]) => field !== name)
    const wrong: [Promise<georeport.Told>, number][] = [
      [client.post(without('api_key')), 403],
      [client.post([...without('api_key'), ['api_key', 'dd_wrong']]), 403],
      [client.post(without('service_code')), 400],
      [client.post([...without('service_code'), ['service_code', 'khong-co']]), 404],
      [client.post([...without('jurisdiction_id'), ['jurisdiction_id', 'hue.gov.vn']]), 404],
      [client.post(hole([['attribute[unit]', 'hue']])), 400],
      [client.get('services', { jurisdiction_id: 'hue.gov.vn' }), 404],
      [client.get('services/khong-co'), 404],
      [client.get('requests/report:vnpt:khong-co'), 404],
      [client.get('tokens/1'), 404],
      [client.get('requests', { start_date: 'hôm qua' }), 400],
      [client.get('requests', { start_date: '9999-12-31T00:00:00Z', end_date: '9999-12-31T23:59:59.999Z' }), 400],
      [client.get(`requests/report:vnpt:${'ạ'.repeat(300)}`), 404],
      [client.post(hole([['attribute[note]', 'a\u0000b']])), 400],
      [client.post(hole(Array.from({ length: 500 }, (_, n) => [`attribute[n-${n}]`, 'x'.repeat(1000)]))), 413],
      [client.post(hole([['attribute[code]', 'a\u0007']])), 400],
    ]
    for (const [promise, status] of wrong) {
      const told = await promise
      expect([told.status, told.type]).toEqual([status, type])
      expect(georeport.errors.parse(told.body)[0]?.code).toBe(status)
    }
  })

  it('is refused a body that is no form', async () => {
    const response = await fetch(`${endpoint}/requests.${format}`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
    })
    expect([response.status, response.headers.get('content-type')]).toEqual([400, type])
    expect(await response.text()).toContain('application/x-www-form-urlencoded')
  })
})

describe('whoever names no format', () => {
  it.each(['services/giao-thong', 'requests/report:vnpt:1', 'tokens/1.pdf'])(
    'is told so in XML: %s',
    async (resource) => {
      const response = await fetch(`${endpoint}/${resource}`)
      expect([response.status, response.headers.get('content-type')]).toEqual([400, typeOf.xml])
      expect(georeport.errors.parse(georeport.fromXml(await response.text()))).toHaveLength(1)
    },
  )
})

describe('a key', () => {
  it('is listed without itself, and opens nothing once it is revoked', async () => {
    const { apiKeys } = z
      .object({ apiKeys: z.array(z.object({ id: z.string(), provider: z.string() })) })
      .parse((await administer('/api-keys')).body)
    expect(apiKeys).toMatchObject([{ id: key.id, provider: 'vnpt' }])
    expect((await administer(`/api-keys/${key.id}/revocation`, {})).status).toBe(200)
    const told = await georeport.open311Client(endpoint, 'json').post([['api_key', key.key]])
    expect(told.status).toBe(403)
    expect((await administer('/api-keys', { provider: 'buon-ma-thuot', label: 'x' })).status).toBe(422)
  })

  it('stands nowhere but in its answer, also where it was asked for under a key against repeats', async () => {
    const headers = { 'idempotency-key': 'one more' }
    const body = { provider: 'vnpt', label: 'web' }
    const one = made.parse((await api.ask({ role: 'administrator' }, { path: '/api-keys', body, headers })).body)
    expect(JSON.stringify([...(await api.rows())])).not.toContain(one.key)
  })

  it('that sends more than it may in a minute is told when to go on, and others are not kept out', async () => {
    // given
    const settings = { jurisdiction: 'daklak.gov.vn', contact: 'IOC', keyService: 'IOC', perMinute: 2 }
    const rows = [{ kind: 'open311', code: 'georeport', from: '2021-10-28', source: 'thử', value: settings }]
    expect((await administer('/registry/changes', { rows, reason: 'thử', preview: false })).status).toBe(200)
    await api.clock.runUntil(api.clock.now() + 2 * MINUTE_MS)
    const newKey = async () => made.parse((await administer('/api-keys', { provider: 'vnpt', label: 'x' })).body).key
    const keys = [await newKey(), await newKey()]
    const send = (format: string, api_key = '', n = 0) => {
      const fields = {
        api_key,
        jurisdiction_id: 'daklak.gov.vn',
        service_code: 'giao-thong',
        lat: '12.68',
        long: '108.05',
      }
      const body = new URLSearchParams({ ...fields, 'attribute[unit]': 'buon-ma-thuot', description: `${n}` })
      return fetch(`${endpoint}/requests.${format}`, { method: 'POST', body })
    }
    // when
    const sent = [await send('json', keys[0], 1), await send('json', keys[0], 2)]
    const [json, xml] = [await send('json', keys[0], 3), await send('xml', keys[0], 3)]
    // then
    expect(sent.map(({ status }) => status)).toEqual([200, 200])
    for (const { status, headers } of [json, xml]) {
      expect(status).toBe(429)
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect(georeport.errors.parse(await json.json())).toMatchObject([{ code: 429 }])
    expect(georeport.errors.parse(georeport.fromXml(await xml.text()))).toHaveLength(1)
    expect((await send('json', keys[1], 4)).status).toBe(200)
    await api.clock.runUntil(api.clock.now() + MINUTE_MS)
    expect((await send('json', keys[0], 3)).status).toBe(200)
  })

  it('is the administrator’s to give', async () => {
    expect((await api.ask({ role: 'operator' }, { path: '/api-keys' })).status).toBe(403)
  })
})

describe('all of it', () => {
  it('stayed within the functions’ rights, and failed nowhere', () => {
    expect(api.world.stats()).toMatchObject({ errors: 0, failures: 0 })
  })
})
