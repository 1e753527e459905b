import { describe, expect, it } from 'vitest'
import { figureList } from '../../functions/domain/figure-list.ts'
import { draftReport } from '../../functions/work/draft-report.ts'
import { contribute, readContributions } from '../../functions/work/contributions.ts'
import { correctReport } from '../../functions/work/correct-report.ts'
import { listNumbers, setNumber } from '../../functions/work/document-numbers.ts'
import { publishReport } from '../../functions/work/publish-report.ts'
import { readReport, viewFigure, viewReport } from '../../functions/work/read-report.ts'
import { recomputeReport } from '../../functions/work/recompute-report.ts'
import { signReport } from '../../functions/work/sign-report.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { fieldReport, vn } from '../support/scenario.ts'

const week = '2021-W43'
const operator = { role: 'operator', id: 'to-tong-hop' } as const
const signer = { role: 'signer', id: 'giam-doc' } as const
const id = (n: number): string => `report:vnpt:pa-${n}`

/** Three field reports, one of them done in time, two overdue at the end of 28/10. */
async function fortnight(): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:10')
  for (const n of [1, 2, 3])
    await deps.tell(id(n), { type: 'registerFieldReport', facts: { ...fieldReport, code: `PA-${n}` } })
  deps.at('2021-10-19 09:00')
  await deps.tell(id(1), { type: 'resolve', outcome: 'resolved' })
  return deps
}

const drafted = async (deps: TestDeps, date = '2021-10-29'): Promise<void> => {
  deps.at(`${date} 08:00`)
  await draftReport(deps, { contract: 1, time: vn(`${date} 08:00`), execution: `run-${date}` })
}

async function signed(deps: TestDeps): Promise<void> {
  deps.at('2021-10-29 10:00')
  await signReport(deps, signer, { week })
  deps.at('2021-10-29 10:01')
  await publishReport(deps, { contract: 1, week, mode: 'signed' })
}

const reportOf = async (deps: TestDeps, of = week) => {
  const found = await readReport(deps, of)
  if (found === undefined) throw new Error(`no ${of}`)
  return found.report
}

describe('contributions', () => {
  const text = { section: 'features', cityService: 'field-reports', text: 'Đã xong.' } as const

  it('are kept with author and history, and what nobody gave is missing', async () => {
    const deps = await fortnight()
    await contribute(deps, operator, { week, contributions: [{ ...text, text: 'Sắp xong.' }] })
    await contribute(deps, signer, { week, contributions: [text] })
    const { given, history, missing, open } = await readContributions(deps, week)
    expect(given.map((each) => [each.text, each.author])).toEqual([['Đã xong.', 'giam-doc']])
    expect(history.map((each) => each.text)).toEqual(['Sắp xong.', 'Đã xong.'])
    expect(missing).not.toContainEqual({ section: 'features', cityService: 'field-reports', part: 'text' })
    expect(missing).toContainEqual({ section: 'effectiveness', cityService: 'field-reports', part: 'usage' })
    expect(open).toBe(true)
  })

  it('are refused once the review has closed, and of services and units that nobody knows', async () => {
    const deps = await fortnight()
    const of = (contributions: Parameters<typeof contribute>[2]['contributions']) =>
      contribute(deps, operator, { week, contributions })
    expect(await of([{ ...text, cityService: 'moon' }])).toMatchObject({ rejection: { value: 'moon' } })
    const guidance = [{ unit: 'moon', guidedOn: [] }]
    expect(await of([{ section: 'effectiveness', cityService: 'field-reports', guidance }])).toMatchObject({
      rejection: { kind: 'agency' },
    })
    await drafted(deps)
    deps.at('2021-10-29 14:29')
    expect(await of([text])).toEqual({ type: 'stored' })
    deps.at('2021-10-29 14:30')
    expect(await of([text])).toEqual({ type: 'closed' })
  })

  it('of the last report are offered for what is missing', async () => {
    const deps = await fortnight()
    const other = { section: 'other', text: 'Trực bình thường.' } as const
    await contribute(deps, operator, { week, contributions: [text, other] })
    await drafted(deps)
    await signed(deps)
    await contribute(deps, operator, { week: '2021-W45', contributions: [{ ...text, text: 'Mới.' }] })
    const { offered } = await readContributions(deps, '2021-W45')
    expect(offered.map((each) => each.text)).toEqual(['Trực bình thường.'])
  })
})

describe('a signature', () => {
  it('by a deputy shows his capacity; by somebody whom the rules do not name it is refused', async () => {
    const deps = await fortnight()
    await drafted(deps)
    expect(await signReport(deps, signer, { week, signatory: 'Ai đó' })).toEqual({ type: 'unknownSignatory' })
    expect(await signReport(deps, signer, { week, signatory: 'H Phó' })).toMatchObject({ type: 'signed' })
    await publishReport(deps, { contract: 1, week, mode: 'signed' })
    expect((await reportOf(deps)).settings.signatory).toEqual({ capacity: 'KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC', name: 'H Phó' })
  })
})

describe('the figures of a frozen report', () => {
  it('name the cases behind them, page by page', async () => {
    const deps = await fortnight()
    await drafted(deps)
    const report = await reportOf(deps)
    expect(viewReport(report)).not.toHaveProperty('cases')
    const first = viewFigure(report, 'fieldReports.overdue', { from: 0, limit: 1 })
    expect(first).toMatchObject({ figure: { value: 2 }, behind: 2, next: 1 })
    const second = viewFigure(report, 'fieldReports.overdue', { from: 1, limit: 1 })
    expect([...(first?.cases ?? []), ...(second?.cases ?? [])].map((each) => each.id)).toEqual([id(2), id(3)])
    expect(second).not.toHaveProperty('next')
    expect(viewFigure(report, 'fieldReports.lost', { from: 0, limit: 1 })).toBeUndefined()
  })

  it('are compared with those of the report before', async () => {
    const deps = await fortnight()
    await drafted(deps)
    await signed(deps)
    await drafted(deps, '2021-11-12')
    const overdue = figureList(await reportOf(deps, '2021-W45')).find(({ id: of }) => of === 'fieldReports.overdue')
    expect(overdue).toMatchObject({
      value: 0,
      change: -2,
      trend: [
        { week, value: 2 },
        { week: '2021-W45', value: 0 },
      ],
    })
  })
})

describe('a past week, counted anew', () => {
  it('gives what was known then, wherever its cases stand by now', async () => {
    const deps = await fortnight()
    await drafted(deps)
    await signed(deps)
    deps.at('2022-03-01 09:00')
    for (const n of [2, 3]) await deps.tell(id(n), { type: 'resolve', outcome: 'resolved', at: vn('2021-10-27 09:00') })
    const then = await recomputeReport(deps, week, { asOf: vn('2021-10-29 08:00') })
    expect(then).toMatchObject({ report: { fieldReports: { received: 3, overdue: 2 } }, changes: [] })
    const now = await recomputeReport(deps, week, {})
    expect(now).toMatchObject({ report: { fieldReports: { received: 3, overdue: 0, doneLate: 2 } } })
    expect(now.type === 'recomputed' && now.changes).toContainEqual({ id: 'fieldReports.overdue', before: 2, after: 0 })
  })

  it('stops at the moment asked about, which lies in the week', async () => {
    const deps = await fortnight()
    deps.at('2022-03-01 09:00')
    expect(await recomputeReport(deps, week, { asOf: vn('2021-10-20 08:00') })).toMatchObject({
      report: { period: { to: vn('2021-10-20 08:00') }, fieldReports: { received: 3, open: 2, overdue: 0 } },
    })
    expect(await recomputeReport(deps, week, { asOf: vn('2021-10-13 08:00') })).toMatchObject({ type: 'rejected' })
    expect(await recomputeReport(deps, '2031-W01', {})).toEqual({ type: 'noPeriod' })
  })

  it('finds cases of a week that never had a draft, also when they have closed since', async () => {
    const deps = await fortnight()
    deps.at('2022-03-01 09:00')
    for (const n of [2, 3]) await deps.tell(id(n), { type: 'resolve', outcome: 'resolved' })
    expect(await recomputeReport(deps, week, {})).toMatchObject({
      report: { fieldReports: { received: 3, overdue: 2 } },
    })
  })
})

describe('a correction', () => {
  it('keeps number, date and period, says what changed, and leaves what was published', async () => {
    const deps = await fortnight()
    await drafted(deps)
    await signed(deps)
    const before = await reportOf(deps)
    deps.at('2021-11-02 09:00')
    await deps.tell(id(2), { type: 'resolve', outcome: 'resolved', at: vn('2021-10-28 09:00') })
    const contributions = [{ section: 'other', text: 'Bổ sung.' } as const]
    const ask = { week, reason: 'Viettel báo muộn', contributions }
    expect(await correctReport(deps, signer, ask)).toMatchObject({ type: 'corrected' })
    const after = await reportOf(deps)
    expect(after).toMatchObject({ number: 110, date: before.date, signedAt: before.signedAt, status: 'signed' })
    expect(after.fieldReports).toMatchObject({ overdue: 1, doneLate: 1 })
    expect(after.corrections).toMatchObject([{ by: 'giam-doc', reason: 'Viettel báo muộn', corrects: before.version }])
    expect(after.corrections[0]?.figures).toContainEqual({ id: 'fieldReports.overdue', before: 2, after: 1 })
    expect(after.contributions.map(({ text }) => text)).toEqual(['Bổ sung.'])
    expect(deps.machines.started.has(`correct-${week}-v${after.version}`)).toBe(true)
    expect(await publishReport(deps, { contract: 1, week, mode: 'signed' })).toMatchObject({ published: false })
  })

  it('is refused of what is not published', async () => {
    const deps = await fortnight()
    const ask = { week, reason: 'x', contributions: [] }
    expect(await correctReport(deps, signer, ask)).toEqual({ type: 'noDraft' })
    await drafted(deps)
    expect(await correctReport(deps, signer, ask)).toEqual({ type: 'notPublished' })
  })
})

describe('the numbers of documents', () => {
  it('are shared with other reports; those set aside are skipped, and one that is taken cannot be', async () => {
    const deps = await fortnight()
    deps.at('2021-10-28 09:00')
    const reserve = { action: 'reserve', number: 111, reason: 'Báo cáo của Sở' } as const
    expect(await setNumber(deps, reserve)).toMatchObject({ entry: { status: 'reserved' } })
    expect(await setNumber(deps, { action: 'take', document: 'Báo cáo chuyên đề' })).toMatchObject({
      entry: { number: 110 },
    })
    await drafted(deps)
    await signed(deps)
    expect((await reportOf(deps)).number).toBe(112)
    expect(await setNumber(deps, { action: 'void', number: 112, reason: 'Hỏng' })).toEqual({ type: 'numberTaken' })
    expect((await listNumbers(deps, {}))?.numbers.map(({ number }) => number)).toEqual([110, 111, 112])
    expect(await listNumbers(deps, { year: 2019 })).toBeUndefined()
  })
})
