import { describe, expect, it } from 'vitest'
import { readBrief, sendBrief } from '../../functions/work/brief.ts'
import { checkReport } from '../../functions/work/check-report.ts'
import { contribute } from '../../functions/work/contributions.ts'
import { draftReport } from '../../functions/work/draft-report.ts'
import { mailReport } from '../../functions/work/mail-report.ts'
import { publishReport } from '../../functions/work/publish-report.ts'
import { contentTypes, reportFile } from '../../functions/work/compose-report.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { fieldReport, vn } from '../support/scenario.ts'

const week = '2021-W43'
const task = { contract: 1, week } as const

async function reportMorning(): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:10')
  await deps.tell('report:vnpt:pa-1', { type: 'registerFieldReport', facts: fieldReport })
  deps.at('2021-10-29 08:00')
  await draftReport(deps, { contract: 1, time: vn('2021-10-29 08:00'), execution: 'run' })
  return deps
}
const addresses = (deps: TestDeps): string[] => deps.sentMails().map(({ to }) => to)

describe('the review', () => {
  it('asks contributors, signatory and deputy once, in the morning and at midday, for what is missing by then', async () => {
    const deps = await reportMorning()
    await checkReport(deps, { ...task, check: 'opened' })
    await checkReport(deps, { ...task, check: 'opened' })
    const asked = ['tong-hop.ioc@daklak.example', 'giam-doc.ioc@daklak.example', 'pho-giam-doc.ioc@daklak.example']
    expect(addresses(deps)).toEqual(asked)
    deps.at('2021-10-29 12:00')
    const contributions = [{ section: 'other', text: 'Không có.' } as const]
    await contribute(deps, { role: 'operator', id: 'x' }, { week, contributions })
    deps.at('2021-10-29 13:00')
    await checkReport(deps, { ...task, check: 'preflight' })
    expect(addresses(deps)).toEqual([...asked, ...asked])
    const [morning, , , midday] = deps.sentMails()
    expect(morning?.text).toContain('Các nội dung khác có liên quan: nội dung')
    expect(morning?.subject).toContain('còn 11 nội dung chưa có')
    expect(midday?.subject).toContain('còn 10 nội dung chưa có')
    expect(midday?.text).toContain('14:30 ngày 29/10/2021')
    expect(deps.metrics.get('reportSectionsMissing')).toEqual([10])
  })

  it('asks nobody any more once the report is published', async () => {
    const deps = await reportMorning()
    deps.at('2021-10-29 14:31')
    await publishReport(deps, { ...task, mode: 'deadline' })
    await checkReport(deps, { ...task, check: 'preflight' })
    expect(deps.sentMails()).toEqual([])
  })

  it('ends, unsigned, with the marked draft in the mailboxes of those who should have signed too', async () => {
    const deps = await reportMorning()
    deps.at('2021-10-29 14:31')
    const { version } = await publishReport(deps, { ...task, mode: 'deadline' })
    for (const extension of ['pdf', 'docx'] as const)
      await deps.documents.put(reportFile(week, version, extension), {
        body: Buffer.from('x'),
        contentType: contentTypes[extension],
      })
    expect(await mailReport(deps, week, version)).toBe(3)
    expect(addresses(deps)).toEqual([
      'vp.ubnd@daklak.example',
      'giam-doc.ioc@daklak.example',
      'pho-giam-doc.ioc@daklak.example',
    ])
    expect(deps.sentMails()[0]?.subject).toContain('DỰ THẢO')
  })
})

describe('the brief', () => {
  it('is mailed once on a working morning, with the figures of that moment, and stays as it was', async () => {
    const deps = await testDeps('2021-10-18 09:10')
    await deps.tell('report:vnpt:pa-1', { type: 'registerFieldReport', facts: fieldReport })
    deps.at('2021-10-25 07:45')
    expect(await sendBrief(deps, vn('2021-10-25 07:45'))).toBe(1)
    expect(await sendBrief(deps, vn('2021-10-25 07:45'))).toBe(0)
    expect(addresses(deps)).toEqual(['lanh-dao.ubnd@daklak.example'])
    expect(deps.sentMails()[0]).toMatchObject({
      subject: 'Tình hình đến 07:45 ngày 25/10/2021: 1/1 phản ánh trễ hạn',
    })
    expect(deps.sentMails()[0]?.text).toContain('1/1 phản ánh của người dân')
    deps.at('2021-10-26 09:00')
    await deps.tell('report:vnpt:pa-1', { type: 'resolve', outcome: 'resolved', at: vn('2021-10-20 09:00') })
    expect((await readBrief(deps.documents, '2021-10-25'))?.fieldReports.overdue).toBe(1)
  })

  it('holds the first days of a period against no whole one', async () => {
    const deps = await reportMorning()
    deps.at('2021-10-29 14:30')
    await publishReport(deps, { ...task, mode: 'deadline' })
    deps.at('2021-11-02 07:45')
    await sendBrief(deps, vn('2021-11-02 07:45'))
    const [brief] = deps.sentMails()
    expect(brief?.text).toContain('Số liệu tính từ ngày 29/10/2021')
    expect(brief?.text).not.toContain('kỳ trước')
  })

  it('is none on days off, and none before anything is to be told of', async () => {
    const deps = await testDeps('2021-10-23 07:45')
    expect(await sendBrief(deps, vn('2021-10-23 07:45'))).toBe(0)
    expect(await sendBrief(deps, vn('2021-10-13 07:45'))).toBe(0)
    expect(deps.sentMails()).toEqual([])
    expect(await readBrief(deps.documents, '2021-10-23')).toBeUndefined()
  })
})
