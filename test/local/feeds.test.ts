import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { atLocal, MINUTE_MS, toMs } from '../../functions/domain/instant.ts'
import type { TokenOwner } from '../../infra/local/issuer.ts'
import { ApiWorld } from '../support/api-world.ts'

const operator: TokenOwner = { role: 'operator' }
let api: ApiWorld
beforeAll(async () => {
  api = await ApiWorld.open(atLocal('2021-10-28', '10:00'))
}, 180_000)
afterAll(() => api.close())

const report = (provider: string, lat: number) => ({
  code: 'PA-1',
  provider,
  agency: 'buon-ma-thuot',
  category: 'giao-thong',
  unit: 'buon-ma-thuot',
  receivedAt: '2021-10-28T09:00:00+07:00',
  location: { lat, long: 108.0377 },
})

describe('reports of two providers', () => {
  it('are proposed as one, linked and taken apart, within the functions’ rights', async () => {
    for (const [provider, lat] of [
      ['vnpt', 12.6666],
      ['viettel', 12.6668],
    ] as const)
      expect(
        await api.ask(
          { role: 'provider', provider },
          { path: '/field-reports', body: { fieldReports: [report(provider, lat)] } },
        ),
      ).toMatchObject({ body: { accepted: 1 } })
    const found = await api.ask(operator, { path: '/duplicates' })
    expect(found.body).toEqual({
      duplicates: [
        {
          original: 'report:viettel:pa-1',
          duplicate: 'report:vnpt:pa-1',
          minutesApart: 0,
          metres: 22,
          category: 'giao-thong',
          unit: 'buon-ma-thuot',
        },
      ],
    })
    const settle = (body: unknown) => api.ask(operator, { path: '/duplicates', body })
    const pair = { report: 'report:vnpt:pa-1', original: 'report:viettel:pa-1' }
    expect(await settle({ action: 'link', ...pair })).toMatchObject({ status: 200 })
    expect((await api.ask(operator, { path: '/duplicates' })).body).toEqual({ duplicates: [] })
    await api.clock.runUntil(api.clock.now() + MINUTE_MS)
    expect(await settle({ action: 'unlink', report: pair.report, reason: 'hai chỗ' })).toMatchObject({ status: 200 })
    expect(await settle({ action: 'unlink', report: pair.report, reason: 'hai chỗ' })).toMatchObject({ status: 409 })
  })
})

describe('a provider', () => {
  const vnpt: TokenOwner = { role: 'provider', provider: 'vnpt' }
  const totals = { date: '2021-10-28', totals: [{ unit: 'buon-ma-thuot', received: 3 }] }

  it('tells its own totals, and sees its own differences', async () => {
    const tell = (provider: string) => api.ask(vnpt, { path: '/control-totals', body: { provider, ...totals } })
    expect((await tell('vnpt')).status).toBe(200)
    expect((await tell('viettel')).status).toBe(403)
    const path = '/control-totals?from=2021-10-28&to=2021-10-28'
    expect((await api.ask(vnpt, { path })).body).toEqual({
      differences: [{ provider: 'vnpt', date: '2021-10-28', unit: 'buon-ma-thuot', told: 3, known: 1 }],
      missing: [],
    })
    expect((await api.ask(operator, { path })).body).toMatchObject({ missing: [{ provider: 'viettel', known: 1 }] })
    expect((await api.ask(vnpt, { path: `${path}&provider=viettel` })).status).toBe(403)
  })
})

describe('feeds', () => {
  it('are watched at 12:30, and nothing of it all failed or went beyond its rights', async () => {
    const rule = {
      rows: [{ kind: 'feed', code: 'provider:vnpt', from: '2021-10-28', source: 'thử', value: { silentFor: 0 } }],
      reason: 'thử',
      preview: false,
    }
    expect((await api.ask({ role: 'administrator' }, { path: '/registry/changes', body: rule })).status).toBe(200)
    await api.clock.runUntil(toMs(atLocal('2021-11-01', '12:31')))
    const incidents = z.object({ incidents: z.array(z.object({ subject: z.string() })) })
    const { body } = await api.ask(operator, { path: '/incidents?kind=silentFeed' })
    expect(incidents.safeParse(body).data?.incidents ?? body).toMatchObject([{ subject: 'provider:vnpt' }])
    expect(api.world.stats()).toMatchObject({ errors: 0, failures: 0 })
  })
})
