import { describe, expect, it } from 'vitest'
import { figuresPage } from '../../functions/text/figures-page.ts'
import { refusalPage } from '../../functions/text/answer-refusal.ts'
import { signLink } from '../../functions/work/answer-link.ts'
import { sendBrief } from '../../functions/work/brief.ts'
import { draftReport } from '../../functions/work/draft-report.ts'
import { readFiguresLink, signFiguresLink, type FiguresScope } from '../../functions/work/figures-link.ts'
import { openFigures } from '../../functions/work/open-figures.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { fullReport } from '../support/full-report.ts'
import { formatCell } from '../../functions/text/report-blocks.ts'
import { allAgenciesTable } from '../../functions/text/report-tables.ts'
import { fieldReport, vn } from '../support/scenario.ts'

const secret = 'K'.repeat(64)
const brief: FiguresScope = { type: 'brief', date: '2021-10-25' }
const morning = vn('2021-10-25 07:45')

async function briefed(): Promise<TestDeps & { linkSecrets: () => Promise<string[]> }> {
  const deps = await testDeps('2021-10-18 09:10')
  await deps.tell('report:vnpt:pa-1', { type: 'registerFieldReport', facts: fieldReport })
  deps.at('2021-10-25 07:45')
  await sendBrief(deps, morning)
  return { ...deps, linkSecrets: async () => [secret] }
}

describe('the link to figures', () => {
  it('opens the brief as it was frozen that morning, for a fortnight', async () => {
    const deps = await briefed()
    const token = signFiguresLink(secret, brief, morning)
    deps.at('2021-10-28 09:00')
    await deps.tell('report:vnpt:pa-1', { type: 'resolve', outcome: 'resolved', at: vn('2021-10-20 09:00') })
    const opened = await openFigures(deps, token)
    expect(opened).toMatchObject({ type: 'open', scope: brief, expiresAt: vn('2021-11-08 07:45') })
    expect(opened.type === 'open' && opened.report.fieldReports.overdue).toBe(1)
    deps.at('2021-11-08 07:45')
    expect(await openFigures(deps, token)).toEqual({ type: 'refused', why: 'expired' })
  })

  it('opens one version of a report, and no other week, morning or version', async () => {
    const deps = await briefed()
    deps.at('2021-10-29 08:00')
    await draftReport(deps, { contract: 1, time: vn('2021-10-29 08:00'), execution: 'run' })
    const of = (scope: FiguresScope) => openFigures(deps, signFiguresLink(secret, scope, deps.now()))
    expect(await of({ type: 'report', week: '2021-W43', content: 1 })).toMatchObject({ type: 'open' })
    for (const scope of [
      { type: 'report', week: '2021-W43', content: 2 },
      { type: 'report', week: '2021-W42', content: 1 },
      { type: 'brief', date: '2021-10-26' },
    ] as const)
      expect(await of(scope)).toEqual({ type: 'refused', why: 'gone' })
  })

  it('is forged where another key signed it, and where it was signed to answer a mail', async () => {
    const deps = await briefed()
    const answers = signLink(secret, { recipient: 'brief', window: '2021-10-25' }, morning)
    for (const token of [signFiguresLink('L'.repeat(64), brief, morning), answers, '', 'x.y'])
      expect(await openFigures(deps, token)).toEqual({ type: 'refused', why: 'forged' })
    const odd: FiguresScope = { type: 'brief', date: '../2021-W43/v1/2021-W43' }
    expect(readFiguresLink([secret], signFiguresLink(secret, odd, morning), morning)).toEqual({ type: 'forged' })
    expect(refusalPage('gone').status).toBe(404)
  })

  it('stands in the mail of the brief, as a button and in plain text', async () => {
    const [mail] = (await briefed()).sentMails()
    expect(mail?.text).toContain('Xem số liệu đầy đủ: https://api.example/figures/')
    expect(mail?.html).toContain('href="https://api.example/figures/')
  })
})

describe('the page of figures', () => {
  const report = fullReport()
  const page = figuresPage(report, { kind: 'report', expiresAt: vn('2021-11-12 08:00') })

  it('shows every agency with its figures, and names each figure', () => {
    for (const cell of allAgenciesTable(report).rows.flat().map(formatCell))
      expect(page).toContain(cell.replace("'", '&#39;'))
    expect(page).toContain('data-figure="requests.notDone@agency:so-xay-dung"')
    expect(page).toContain('08:00 ngày 12/11/2021')
  })

  it('names no case and no person, shows nothing that people wrote, and has nowhere to send anything', () => {
    for (const { id, code } of report.cases) expect(page.includes(code) || page.includes(id)).toBe(false)
    expect(page).not.toContain(report.settings.signatory.name)
    for (const { text } of report.contributions) if (text !== undefined) expect(page).not.toContain(text)
    expect(page).not.toMatch(/<form|<input|src=|href=|style="/)
  })
})
