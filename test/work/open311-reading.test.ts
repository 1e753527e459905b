import { describe, expect, it } from 'vitest'
import { parseParameters, requestsQuery } from '../../functions/work/open311-wire.ts'
import { listRequests, readRequest, readToken } from '../../functions/work/read-requests.ts'
import { refused, world } from '../support/open311.ts'
import { vn } from '../support/scenario.ts'

describe('reading', () => {
  async function three() {
    const { deps } = await world()
    for (const [code, category, at] of [
      ['A', 'giao-thong', '2021-10-18 08:00'],
      ['B', 'cay-xanh', '2021-10-16 08:00'],
      ['C', 'giao-thong', '2021-06-01 08:00'],
    ] as const) {
      const facts = { kind: 'fieldReport', code, provider: 'vnpt', agency: 'bmt', category, unit: 'bmt' } as const
      await deps.tell(`report:vnpt:${code.toLowerCase()}`, {
        type: 'registerFieldReport',
        facts: { ...facts, receivedAt: vn(at) },
      })
    }
    deps.at('2021-10-18 10:00')
    await deps.tell('report:vnpt:c', { type: 'resolve', outcome: 'resolved' })
    const list = async (query: Record<string, string>) =>
      (await listRequests(deps, parseParameters(requestsQuery, query))).map(({ service_request_id: id }) =>
        id.slice(-1),
      )
    return { deps, list }
  }

  it.each([
    [{}, 'ab'],
    [{ status: 'open,closed' }, 'ab'],
    [{ status: 'closed' }, ''],
    [{ service_code: 'cay-xanh' }, 'b'],
    [{ service_code: 'cay-xanh, giao-thong' }, 'ab'],
    [{ service_code: 'khong-co' }, ''],
    [{ start_date: '2021-05-30T00:00:00Z' }, 'c'],
    [{ start_date: '2021-10-18T08:00:00+07:00' }, 'a'],
    [{ start_date: '2021-10-18T08:00:00 07:00' }, 'a'],
    [{ end_date: '2021-10-16T08:00:00+07:00' }, 'b'],
    [{ end_date: '2021-10-16T01:00:00Z', start_date: '2021-10-16T01:00:00Z' }, 'b'],
    [{ service_request_id: 'report:vnpt:c,report:vnpt:b,report:vnpt:z', status: 'open' }, 'cb'],
    [{ page_size: '1' }, 'a'],
    [{ page_size: '1', page: '2' }, 'b'],
    [{ page_size: '1', page: '3' }, ''],
    [{ updated_after: '2021-10-18T09:59:00+07:00' }, 'c'],
    [{ updated_after: '2021-10-18T09:59:00+07:00', status: 'open' }, ''],
    [{ updated_before: '2021-10-18T09:30:00+07:00' }, 'ab'],
    [{ status: '', service_code: '', page: '' }, 'ab'],
  ])('by %j finds %s', async (query, found) => {
    expect((await (await three()).list(query)).join('')).toBe(found)
  })

  it.each([
    [{ start_date: '2021-07-01T00:00:00Z', end_date: '2021-09-29T00:00:01Z' }, 'spanTooLong'],
    [{ start_date: '2021-07-02T00:00:00Z', end_date: '2021-07-01T00:00:00Z' }, 'spanReversed'],
    [{ start_date: '2021-07-02' }, 'input'],
    [{ status: 'done' }, 'input'],
    [{ page_size: '1001' }, 'input'],
    [{ service_request_id: Array.from({ length: 101 }, (_, n) => `report:vnpt:${n}`).join() }, 'input'],
  ])('by %j is refused', async (query, why) => {
    const { list } = await three()
    expect(await refused((async () => list(query))())).toEqual([why])
  })

  it('tells of one report what v2 knows, and its trail where extensions are asked for', async () => {
    const { deps } = await three()
    const plain = await readRequest(deps, 'report:vnpt:c', false)
    expect(plain).toMatchObject({
      status: 'closed',
      status_notes: 'Đã xử lý xong',
      service_name: 'Ổ gà',
      requested_datetime: vn('2021-06-01 08:00'),
      updated_datetime: vn('2021-10-18 10:00'),
      expected_datetime: vn('2021-06-04 17:00'),
      service_notice: null,
    })
    expect(plain).not.toHaveProperty('notes')
    expect((await readRequest(deps, 'report:vnpt:c', true)).notes).toEqual([
      { datetime: vn('2021-06-01 08:00'), description: 'Đã tiếp nhận phản ánh.' },
      { datetime: vn('2021-10-18 10:00'), description: 'Đã xử lý xong.' },
    ])
  })

  it('finds a report by its id however the client decoded it, and by its id as token', async () => {
    const { deps } = await three()
    const facts = { kind: 'fieldReport', code: 'PA 7/Đ', provider: 'vnpt', category: 'giao-thong' } as const
    const id = 'report:vnpt:pa%207%2f%c4%91'
    await deps.tell(id, { type: 'registerFieldReport', facts: { ...facts, receivedAt: vn('2021-10-18 09:00') } })
    for (const asked of [id, 'report:vnpt:PA 7/Đ'])
      expect((await readRequest(deps, asked, false)).service_request_id).toBe(id)
    expect(await readToken(deps, id)).toEqual({ service_request_id: id, token: id })
    expect(await refused(readToken(deps, 'x'))).toEqual(['tokenUnknown'])
    expect(await refused(readRequest(deps, 'report:vnpt:zz', false))).toEqual(['requestUnknown'])
    await deps.tell('dossier:1', { type: 'registerDossier', facts: dossierFacts })
    expect(await refused(readRequest(deps, 'dossier:1', false))).toEqual(['requestUnknown'])
  })
})

const dossierFacts = {
  kind: 'dossier',
  code: '000.00.14.H15-211018-0001',
  agency: 'so-xd',
  procedure: 'gpxd',
  receivedAt: vn('2021-10-18 09:00'),
} as const
