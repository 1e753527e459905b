import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { RegistryRow } from '../../functions/domain/registry.ts'
import { Province } from '../support/province.ts'
import { vn } from '../support/scenario.ts'
import { unzip, wordText } from '../support/zip.ts'

/** Addresses that SES's mailbox simulator lets bounce. */
const gone = (name: string) => `bounce+${name}@simulator.amazonses.com`
const contact = (agency: string, role: 'focalPoint' | 'head', mailboxes: object): RegistryRow => ({
  kind: 'contact',
  code: `${agency}:${role}`,
  from: '2021-10-01',
  recordedAt: vn('2021-10-13 09:00'),
  author: 'test',
  reason: 'hộp thư không còn',
  source: 'thử nghiệm',
  value: { agency, role, ...mailboxes },
})
const ALTERNATE = 'du-phong.buon-ho@daklak.example'
const province = new Province(
  4597,
  contact('buon-ho', 'focalPoint', { email: gone('buon-ho'), alternate: ALTERNATE }),
  contact('cu-mgar', 'focalPoint', { email: gone('one'), alternate: gone('two') }),
  contact('cu-mgar', 'head', { email: gone('three') }),
)

const listed = z.object({
  incidents: z.array(
    z.looseObject({
      id: z.string(),
      subject: z.string(),
      text: z.string(),
      paper: z.looseObject({ cases: z.number(), download: z.looseObject({ url: z.string() }) }).optional(),
    }),
  ),
})
const incidents = async () => listed.parse(await province.call('/incidents')).incidents

beforeAll(async () => {
  // Urgent reports, due at 19:30, whose mails go out at any hour.
  await province.start(vn('2021-10-28 19:20'))
  const report = (code: string, provider: string, agency: string) => ({
    code,
    provider,
    agency,
    unit: agency,
    category: 'an-ninh-trat-tu',
    receivedAt: vn('2021-10-28 15:30'),
  })
  const fieldReports = [report('BH-1', 'viettel', 'buon-ho'), report('CM-1', 'vnpt', 'cu-mgar')]
  await province.call('/field-reports', { body: { fieldReports } })
  await province.until(vn('2021-10-28 19:55'))
}, 240_000)
afterAll(() => province.close())

describe('a mailbox that bounces', () => {
  it('is an incident, and its notice goes to the alternate mailbox within minutes', async () => {
    const [lost] = await province.mailsTo(gone('buon-ho'))
    const [mail, ...more] = await province.mailsTo(ALTERNATE)
    expect([lost?.text?.includes('BH-1'), mail?.text?.includes('BH-1'), more]).toEqual([true, true, []])
    expect(Number(mail?.date) - Number(lost?.date)).toBeLessThanOrEqual(10 * 60_000)
    expect((await incidents()).filter(({ subject }) => subject === 'buon-ho:focalPoint')).toEqual([
      expect.objectContaining({
        id: 'undeliverable~buon-ho:focalPoint~1',
        what: { why: 'bounced', mailbox: expect.stringMatching(/^[0-9a-f]{16}$/) },
        text: expect.stringContaining('Thông báo được gửi đến hộp thư thay thế'),
      }),
    ])
  })

  it('ends, where the alternate and the head bounce too, in a letter on paper that the incident leads to', async () => {
    for (const name of ['one', 'two', 'three']) expect(await province.mailsTo(gone(name))).toHaveLength(1)
    const own = (await incidents()).filter(({ subject }) => subject.startsWith('cu-mgar:'))
    expect(own).toHaveLength(3)
    const [paper, ...more] = own.flatMap((each) => each.paper ?? [])
    expect([paper?.cases, more]).toEqual([1, []])
    const file = await fetch(paper?.download.url ?? '')
    const text = wordText(unzip(Buffer.from(await file.arrayBuffer())).get('word/document.xml') ?? '')
    for (const said of ['V/v đôn đốc xử lý 1 phản ánh quá hạn', 'Kính gửi: UBND huyện Cư M', 'CM-1'])
      expect(text).toContain(said)
    expect(province.world.stats()).toMatchObject({ failures: 0, errors: 0 })
  })

  it('is written to again once an operator closes its incident, and opens another when it bounces again', async () => {
    const closing = { reason: 'Bưu điện tỉnh báo đã mở lại hộp thư' }
    await province.call(`/incidents/${encodeURIComponent('undeliverable~buon-ho:focalPoint~1')}/closing`, {
      body: closing,
    })
    expect((await incidents()).map(({ subject }) => subject)).not.toContain('buon-ho:focalPoint')
    // The next level, four hours after the date.
    await province.start(vn('2021-10-28 23:25'))
    await province.until(vn('2021-10-28 23:45'))
    expect(await province.mailsTo(gone('buon-ho'))).toHaveLength(2)
    expect((await incidents()).map(({ id }) => id)).toContain('undeliverable~buon-ho:focalPoint~2')
  })
})

describe('the weekly report', () => {
  it('counts the mailboxes that took no mail', async () => {
    await province.start(vn('2021-10-29 07:55'))
    await province.until(vn('2021-10-29 08:05'))
    const { report } = z
      .object({ report: z.looseObject({ deliveryIncidents: z.unknown() }) })
      .parse(await province.call('/weekly-reports/2021-W43', { as: { role: 'signer' } }))
    expect(report.deliveryIncidents).toEqual({ begun: 5, ended: 1, open: 4 })
  })
})
