import { describe, expect, it } from 'vitest'
import { apiKeyId } from '../../functions/domain/api-key.ts'
import { BadCursorError } from '../../functions/store/errors.ts'
import { apiKeysQuery, createApiKey, holderOf, listApiKeys, revokeApiKey } from '../../functions/work/api-keys.ts'
import { parseParameters, requestsQuery } from '../../functions/work/open311-wire.ts'
import { listRequests, readRequest } from '../../functions/work/read-requests.ts'
import { register } from '../../functions/work/register.ts'
import { fieldReportItem, fieldReportRegistration } from '../../functions/work/wire.ts'
import { admin, hole, refused, vnpt, world } from '../support/open311.ts'
import { allPages } from '../support/pages.ts'
import { vn } from '../support/scenario.ts'

describe('a key', () => {
  it('is shown once, and only its hash is kept', async () => {
    const { deps } = await world()
    const made = await createApiKey(deps, admin, { provider: 'vnpt', label: 'web' })
    expect(made?.key).toMatch(/^dd_[\w-]{43}$/)
    expect(JSON.stringify(await deps.apiKeys.all())).not.toContain(made?.key)
    expect(await holderOf(deps, made?.key ?? '')).toEqual({ role: 'provider', id: `key:${made?.id}`, provider: 'vnpt' })
  })

  it('stands in a list of pages, the oldest first', async () => {
    const { deps } = await world()
    for (const hour of ['10', '09', '12', '11']) {
      deps.at(`2021-10-19 ${hour}:00`)
      await createApiKey(deps, admin, { provider: 'vnpt', label: hour })
    }
    const list = async (page: object) => listApiKeys(deps, apiKeysQuery.parse(page))
    const paged = await allPages(2, async (page) => {
      const { apiKeys: items, cursor } = await list(page)
      return { items, cursor }
    })
    expect(paged.slice(1).map(({ label }) => label)).toEqual(['09', '10', '11', '12'])
    expect((await list({})).apiKeys).toEqual(paged)
    await expect(list({ cursor: 'garbled' })).rejects.toThrow(BadCursorError)
  })

  it('sends so many reports a minute as the registry says, however many others send', async () => {
    // given
    const settings = { jurisdiction: 'daklak.gov.vn', contact: 'IOC', keyService: 'IOC', perMinute: 3 }
    const { deps, file } = await world(['open311', 'georeport', settings, '2021-10-18'])
    const another = await createApiKey(deps, admin, { provider: 'vnpt', label: 'web' })
    const send = async (n: number, key?: string) =>
      file({ ...hole, description: `ổ gà ${n}`, ...(key !== undefined && { api_key: key }) })
    deps.at('2021-10-18 09:10')
    // when
    for (const n of [1, 2, 3]) await send(n)
    const hasty = await send(4).catch((error: unknown) => error)
    // then
    expect(hasty).toMatchObject({ refusals: [{ why: 'tooMany', seconds: 60 }] })
    expect(await refused(file({ ...hole, api_key: 'dd_wrong' }))).toEqual(['keyInvalid'])
    expect(await send(5, another?.key)).toMatchObject({ service_request_id: expect.any(String) })
    deps.at('2021-10-18 09:11')
    expect(await send(4)).toMatchObject({ service_request_id: expect.any(String) })
  })

  it('is for a provider that the registry knows', async () => {
    const { deps } = await world()
    expect(await createApiKey(deps, admin, { provider: 'fpt', label: 'web' })).toBeUndefined()
    expect(await createApiKey(deps, admin, { provider: 'so-xd', label: 'web' })).toBeUndefined()
  })

  it('opens nothing once it is revoked, and keeps when that was', async () => {
    const { deps, file } = await world()
    const [key] = await deps.apiKeys.all()
    const id = key === undefined ? '' : apiKeyId(key)
    deps.at('2021-10-18 10:00')
    expect(await revokeApiKey(deps, admin, id)).toMatchObject({ revokedAt: vn('2021-10-18 10:00') })
    deps.at('2021-10-18 11:00')
    expect(await revokeApiKey(deps, admin, id)).toMatchObject({ revokedAt: vn('2021-10-18 10:00') })
    expect(await refused(file(hole))).toEqual(['keyInvalid'])
    expect(await revokeApiKey(deps, admin, '0'.repeat(12))).toBeUndefined()
  })
})

describe('a report by the form', () => {
  it('is a case of the provider whose key it carries, with the committee of the place that its address names', async () => {
    const { deps, file } = await world()
    const filed = await file({ ...hole, lat: '12.80571', long: '108.45123', first_name: 'Văn A', last_name: 'Nguyễn' })
    expect(filed.service_notice).toBe('Hạn xử lý: 17:00 ngày 21/10/2021.')
    const { summary } = await deps.document(filed.service_request_id)
    expect(summary).toMatchObject({
      provider: 'vnpt',
      subject: 'giao-thong',
      unit: 'ea-kar',
      agency: 'ea-kar',
      receivedAt: vn('2021-10-18 09:00'),
      area: { lat: 12.81, long: 108.45 },
    })
  })

  it('keeps the citizen, their words and the exact place apart from the case', async () => {
    const { deps, file } = await world()
    const { service_request_id: id } = await file({
      ...hole,
      lat: '12.80571',
      long: '108.45123',
      first_name: 'Văn A',
      last_name: 'Nguyễn',
      phone: '0905123456',
      email: 'a@example.vn',
      device_id: 'tt22',
      account_id: '123456',
      media_url: 'https://example.vn/1.jpg',
    })
    expect(await deps.people.load(id)).toMatchObject({
      person: {
        name: 'Nguyễn Văn A',
        phone: '0905123456',
        email: 'a@example.vn',
        device: 'tt22',
        account: '123456',
        media: 'https://example.vn/1.jpg',
        address: '12 Lê Duẩn, huyện Ea Kar',
        description: 'Ổ gà lớn',
        location: { lat: 12.80571, long: 108.45123 },
      },
    })
    const kept = JSON.stringify([await deps.document(id), await readRequest(deps, id, true)])
    expect(kept).not.toMatch(/Nguyễn|0905|example|Lê Duẩn|Ổ gà lớn|12\.80571|tt22|123456/)
  })

  it('sent again word by word is the same report, and on another day another one', async () => {
    const { deps, file } = await world()
    const first = await file(hole)
    deps.at('2021-10-18 09:01')
    expect(await file(hole)).toEqual(first)
    expect((await deps.document(first.service_request_id)).version).toBe(1)
    deps.at('2021-10-19 09:01')
    expect((await file(hole)).service_request_id).not.toBe(first.service_request_id)
  })

  it('has a code by which nobody without the key can try out who filed it', async () => {
    const [{ file }, other] = [await world(), await world()]
    const form = { ...hole, phone: '0905123456' }
    const one = await file(form)
    expect((await other.file(form)).service_request_id).not.toBe(one.service_request_id)
  })

  it('may be asked anything, also what objects have anyway', async () => {
    const { deps, file } = await world()
    const odd = { 'attribute[constructor]': 'a', 'attribute[__proto__]': 'b', 'attribute[toString][]': ['c', 'd'] }
    const { service_request_id: id } = await file({ ...hole, ...odd })
    expect(JSON.stringify(await deps.people.load(id))).toContain('"toString":["c","d"]')
  })

  it('is the one that the provider sent otherwise under the same code, and changes neither its moment nor its agency', async () => {
    const { deps, file } = await world()
    const item = fieldReportItem.parse({
      code: 'PA-9',
      provider: 'vnpt',
      agency: 'so-xd',
      category: 'giao-thong',
      unit: 'ea-kar',
      receivedAt: '2021-10-18T08:00:00+07:00',
    })
    await register(deps, vnpt, fieldReportRegistration(item))
    expect(await file({ ...hole, 'attribute[code]': 'PA-9' })).toMatchObject({ service_request_id: 'report:vnpt:pa-9' })
    const { summary } = await deps.document('report:vnpt:pa-9')
    expect(summary).toMatchObject({ agency: 'so-xd', receivedAt: vn('2021-10-18 08:00') })
    const cases = await listRequests(deps, parseParameters(requestsQuery, {}))
    expect(cases).toHaveLength(1)
  })

  it('with a point on the map only belongs to no unit and no agency yet', async () => {
    const { deps, file } = await world()
    const { service_request_id: id } = await file({ service_code: 'giao-thong', lat: '12.7', long: '108.1' })
    const { summary } = await deps.document(id)
    expect([summary.unit, summary.agency]).toEqual([undefined, undefined])
    expect(await readRequest(deps, id, false)).toMatchObject({ address: null, agency_responsible: null, lat: 12.7 })
  })

  it.each([
    ['Ngã tư chợ, thi tran EA KAR', 'ea-kar'],
    ['Thôn 3, Cư M’gar', 'cu-mgar'],
    ["Giữa Ea Kar và Cư M'gar", undefined],
    ['Ea Karang', undefined],
  ])('at %s lies in %s', async (address, unit) => {
    const { deps, file } = await world()
    const { service_request_id: id } = await file({ ...hole, address_string: address })
    expect((await deps.document(id)).summary.unit).toBe(unit)
  })

  it('answers what the form of its category asks', async () => {
    const { deps, file } = await world()
    const tree = { service_code: 'cay-xanh', address_string: 'Ea Kar' }
    expect(await refused(file(tree))).toEqual(['answerWrong'])
    expect(await refused(file({ ...tree, 'attribute[height]': 'cao', 'attribute[danger][]': ['road', 'x'] }))).toEqual([
      'answerWrong',
      'answerWrong',
    ])
    const { service_request_id: id } = await file({
      ...tree,
      'attribute[height]': '7',
      'attribute[danger][]': ['road', 'wire'],
      'attribute[easting]': '5',
    })
    expect(await deps.people.load(id)).toMatchObject({
      person: { answers: { height: ['7'], danger: ['road', 'wire'], easting: ['5'] } },
    })
  })

  it.each([
    [{ ...hole, service_code: '' }, 'input'],
    [{ ...hole, service_code: 'khong-co' }, 'serviceUnknown'],
    [{ ...hole, jurisdiction_id: 'hue.gov.vn' }, 'jurisdictionUnknown'],
    [{ service_code: 'giao-thong' }, 'locationMissing'],
    [{ service_code: 'giao-thong', lat: '12.7' }, 'locationMissing'],
    [{ ...hole, lat: '91', long: '0' }, 'input'],
    [{ ...hole, media_url: 'javascript:alert(1)' }, 'input'],
    [{ ...hole, description: 'x'.repeat(4001) }, 'input'],
    [{ ...hole, 'attribute[note]': 'x'.repeat(1001) }, 'answerWrong'],
    [{ ...hole, 'attribute[code]': 'ạ'.repeat(100) }, 'answerWrong'],
    [{ ...hole, api_key: '' }, 'keyMissing'],
    [{ ...hole, api_key: 'dd_x' }, 'keyInvalid'],
    [{ ...hole, api_key: ['a', 'b'] }, 'keyMissing'],
  ])('is refused, and nothing is kept: %#', async (fields, why) => {
    const { deps, file } = await world()
    expect(await refused(file(fields))).toEqual([why])
    expect(await listRequests(deps, parseParameters(requestsQuery, {}))).toEqual([])
  })
})
