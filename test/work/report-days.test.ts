import { describe, expect, it } from 'vitest'
import { readReport } from '../../functions/work/read-report.ts'
import { contribute } from '../../functions/work/contributions.ts'
import { signReport } from '../../functions/work/sign-report.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'
import { row, rows } from '../support/registry.ts'
import { ReportDays } from '../support/report-days-world.ts'
import { fieldReport, vn } from '../support/scenario.ts'

const week = '2021-W43'
const operator = { role: 'operator', id: 'to-tong-hop' } as const
const signer = { role: 'signer', id: 'giam-doc' } as const
const TO_THE_COMMITTEE = 'vp.ubnd@daklak.example'

/** The week of the letter's report, with one field report overdue; whatever goes wrong is set before. */
async function letterWeek(seed = 1): Promise<ReportDays> {
  const days = await ReportDays.from('2021-10-25', { until: '2021-10-31', seed })
  await days.deps.tell('report:vnpt:pa-1', { type: 'registerFieldReport', facts: fieldReport })
  return days
}

const reportOf = async ({ deps }: ReportDays, of = week) => (await readReport(deps, of))?.report
const outTo = (days: ReportDays, address = TO_THE_COMMITTEE) =>
  days.sent(/^\d{4}-W\d\d\.v\d+~/).flatMap(({ to, at }) => (to === address ? [at] : []))
const text = { section: 'other', text: 'Trực bình thường.' } as const

describe('a report day', () => {
  it('on which nobody signs ends with a marked draft at 14:30:30, once to each, and no alarm', async () => {
    const days = await letterWeek()
    await days.until('2021-10-31 23:00')
    expect(await reportOf(days)).toMatchObject({ status: 'unsigned', fieldReports: { overdue: 1 } })
    expect(outTo(days)).toEqual(['2021-10-29 14:30:30'])
    expect(outTo(days, 'giam-doc.ioc@daklak.example')).toEqual(['2021-10-29 14:30:30'])
    expect(days.sent(/v2~/).every(({ subject }) => subject.includes('DỰ THẢO'))).toBe(true)
    expect(days.deps.metrics.get('reportNotMailed')).toEqual([0])
    expect(days.endings()).toEqual([{ status: 'SUCCEEDED' }])
  })

  it('on which it is signed at 09:00 is over half a minute later; the deadline sends nothing more', async () => {
    const days = await letterWeek()
    await days.until('2021-10-29 09:00:00')
    expect(await signReport(days.deps, signer, { week })).toMatchObject({ type: 'signed' })
    expect(await signReport(days.deps, signer, { week })).toMatchObject({ type: 'signed' })
    await days.until('2021-10-31 23:00')
    expect(await reportOf(days)).toMatchObject({ status: 'signed', number: 110, date: '2021-10-29' })
    expect(outTo(days)).toEqual(['2021-10-29 09:00:30'])
    expect(days.sent(/preflight/)).toEqual([])
    expect(days.deps.metrics.get('reportNotMailed')).toEqual([0])
    expect(days.endings()).toEqual([{ status: 'SUCCEEDED' }, { status: 'SUCCEEDED' }])
  })

  it('takes what is stored at 14:29:59, also if it is in the table only later, and refuses what comes at 14:30:01', async () => {
    const days = await letterWeek()
    await days.until('2021-10-29 14:29:59')
    const { reports } = days.deps
    const slow = { ...text, author: 'cham', storedAt: vn('2021-10-29 14:29:59'), text: 'Đến chậm.' }
    const given = { week, contributions: [text] }
    expect(await contribute(days.deps, operator, given)).toEqual({ type: 'stored' })
    await days.until('2021-10-29 14:30:01')
    expect(await contribute(days.deps, operator, given)).toEqual({ type: 'closed' })
    await days.until('2021-10-29 14:30:29')
    await reports.contribute(week, { ...slow, section: 'difficulties' })
    await days.until('2021-10-29 15:00')
    expect((await reportOf(days))?.contributions.map((each) => each.text)).toEqual(['Trực bình thường.', 'Đến chậm.'])
  })

  it('on which publishing fails twice publishes once, minutes later', async () => {
    const days = await letterWeek()
    let failures = 0
    days.troubles.fails = (task) => task === 'publishReport' && (failures += 1) <= 2
    await days.until('2021-10-29 15:00')
    expect(failures).toBe(3)
    expect(outTo(days)).toEqual([expect.stringMatching(/^2021-10-29 14:3[0-4]/)])
    expect(await reportOf(days)).toMatchObject({ status: 'unsigned', version: 2 })
    expect(days.endings()).toEqual([{ status: 'SUCCEEDED' }])
  })

  it('on which SES rejects one address keeps nobody else from the report, and raises the alarm', async () => {
    const days = await letterWeek()
    days.troubles.rejects = (address) => address === TO_THE_COMMITTEE
    await days.until('2021-10-29 23:00')
    expect([...new Set(days.sent(/v2~/).map(({ to }) => to))].toSorted()).toEqual([
      'giam-doc.ioc@daklak.example',
      'pho-giam-doc.ioc@daklak.example',
    ])
    expect(days.sent(/v2~/)).toHaveLength(2)
    expect(days.deps.metrics.get('reportNotMailed')).toEqual([1])
    expect(days.endings()).toEqual([{ status: 'FAILED', error: 'MailRejectedError' }])
  })

  it.for([1, 2, 3, 4, 5])(
    'on which SES is down from 14:30 to 14:50 raises the alarm, and is mailed before 15:00 (seed %i)',
    async (seed) => {
      const days = await letterWeek(seed)
      days.troubles.sesDown = () => days.now >= vn('2021-10-29 14:30') && days.now < vn('2021-10-29 14:50')
      await days.until('2021-10-29 23:00')
      expect(days.deps.metrics.get('reportNotMailed')).toEqual([1])
      const out = days.sent(/v2~/)
      expect(new Set(out.map(({ to }) => to)).size).toBe(out.length)
      expect(outTo(days)).toEqual([expect.stringMatching(/^2021-10-29 14:5/)])
      expect(days.endings()).toEqual([{ status: 'FAILED', error: 'MailedAfterFailure' }])
    },
  )
})

/** The rules of the first registry on days off, and the small province, as if they had always been known. */
const daysOff = firstRegistry().filter(({ kind }) => kind === 'day')
const always = [...rows.filter(({ kind }) => kind !== 'day'), ...daysOff].map((each) => ({
  ...each,
  from: each.kind === 'day' ? each.from : '2020-01-01',
  recordedAt: '2020-01-01T00:00:00.000Z',
}))

/** A report each week from the one that the period before has ended with. */
const weekly = (lastEnd: string) => ({
  ...row('report', 'weekly', {
    ...rows.find(({ kind }) => kind === 'report')?.value,
    rhythm: 'weekly',
    lastEnd: `${lastEnd}T00:00:00+07:00`,
  }),
  from: lastEnd,
  recordedAt: '2020-01-01T00:00:00.000Z',
})

describe('a Friday that is a day off', () => {
  it.each([
    { friday: '2021-01-01', monday: '2020-12-28', day: '2020-12-31', of: '2020-W53' },
    { friday: '2021-02-12', monday: '2021-02-08', day: '2021-02-09', of: '2021-W06' },
    { friday: '2021-09-03', monday: '2021-08-30', day: '2021-09-01', of: '2021-W35' },
    { friday: '2022-09-02', monday: '2022-08-29', day: '2022-08-31', of: '2022-W35' },
    { friday: '2025-05-02', monday: '2025-04-28', day: '2025-04-29', of: '2025-W18' },
    { friday: '2026-01-02', monday: '2025-12-29', day: '2025-12-31', of: '2026-W01' },
  ])('$friday: the report is out on $day, once, as that of $of', async ({ friday, monday, day, of }) => {
    const days = await ReportDays.from(monday, { until: friday, rows: [...always, weekly(monday)] })
    await days.until(`${day} 10:00`)
    expect(await signReport(days.deps, signer, { week: of })).toMatchObject({ type: 'signed' })
    await days.until(`${friday} 23:00`)
    expect(outTo(days)).toEqual([`${day} 10:00:30`])
    expect(await reportOf(days, of)).toMatchObject({ week: of, date: day, number: 110, period: { to: vn(day) } })
    expect(await days.deps.reports.numbers({ sequence: 'BC-DAKLAKIOC', year: Number(day.slice(0, 4)) })).toHaveLength(1)
  })
})
