import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { weeklyReport } from '../../functions/domain/report.ts'
import { synthesizedApp } from '../support/synthesized-app.ts'
import { unzip, wordText } from '../support/zip.ts'
import { drawKills, runKilled } from './killing.ts'
import { idOfMail, mailsIn, outcomeOf, type Outcome } from './outcome.ts'
import { Started, stopAll } from './start-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'dondoc-fortnight-'))
const out = join(folder, 'undisturbed')

let replay: readonly string[]

let undisturbed: Outcome
beforeAll(async () => {
  replay = ['--exit', '--app', await synthesizedApp()]
  const started = new Started([...replay, '--out', out])
  expect([await started.ended(), refusalsIn(started)]).toEqual([0, []])
  undisturbed = outcomeOf(out)
}, 900_000)
afterEach(stopAll)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const refusalsIn = ({ output }: Started): string[] => output.split('\n').filter((line) => line.startsWith('refused'))
const runOf = (name: string): unknown => JSON.parse(readFileSync(join(folder, name, 'run.json'), 'utf8'))

/** A source is told of a failure within a minute or so, and clocks differ by seconds. */
const NEAR_MS = 120_000

function expectSame(outcome: Outcome): void {
  expect(outcome.cases).toEqual(undisturbed.cases)
  expect(outcome.figures).toEqual(undisturbed.figures)
  expect(outcome.untold).toEqual([])
  expect(Object.keys(outcome.ends)).toEqual(Object.keys(undisturbed.ends))
  const off = Object.entries(outcome.ends).filter(([id, at]) => Math.abs(at - (undisturbed.ends[id] ?? 0)) > NEAR_MS)
  expect(off).toEqual([])
}

/** A mail of the morning, of a report or a brief has its moment; what goes out at once follows its case. */
const ofItsMoment = ({ mails }: Outcome): Set<string> => new Set(mails.filter((id) => !id.includes('-immediate~')))

describe('the letter’s fortnight', () => {
  it('ends with the letter’s figures, the signed report and the agencies’ mails', () => {
    expect(runOf('undisturbed')).toMatchObject({ requests: { refused: 0 }, steps: { late: 0 }, failures: 0 })
    const report = weeklyReport.parse(JSON.parse(readFileSync(join(out, 'report/2021-W43.json'), 'utf8')))
    expect(report.processingRequests).toMatchObject({ issued: 414, notDone: 229 })
    expect(report.fieldReports).toMatchObject({ received: 98, overdue: 56 })
    expect(report.fieldReports.doneLate).toBeGreaterThan(0)
    expect(readdirSync(join(out, 'report')).toSorted()).toEqual(
      ['docx', 'edxml', 'json', 'pdf', 'xlsx'].map((extension) => `2021-W43.${extension}`),
    )
    const text = wordText(unzip(readFileSync(join(out, 'report/2021-W43.docx'))).get('word/document.xml') ?? '')
    for (const said of [
      '229/414',
      '56/98',
      'Số: 110/BC-DAKLAKIOC',
      'ngày 29 tháng 10 năm 2021',
      'từ ngày 14/10/2021 đến ngày 28/10/2021',
    ])
      expect(text).toContain(said)
  })

  it('tells each recipient once in a window, and no notice without a mail', () => {
    expect(undisturbed.mails.length).toBeGreaterThan(100)
    expect(new Set(undisturbed.mails).size).toBe(undisturbed.mails.length)
    expect(undisturbed.untold).toEqual([])
  })
})

describe('killed at thirty moments, and started again each time', () => {
  it.for([1])(
    'comes to the same, and sends again only what had just been sent (seed %i)',
    { timeout: 1_800_000 },
    async (seed) => {
      const killed = join(folder, 'killed')
      const kills = drawKills(seed, 30, mailsIn(out))
      const last = await runKilled(replay, killed, kills)
      const outcome = outcomeOf(killed)
      expectSame(outcome)
      expect(ofItsMoment(outcome)).toEqual(ofItsMoment(undisturbed))
      const again = outcome.mails.filter((id, n) => outcome.mails.indexOf(id) !== n)
      const mayComeAgain = new Set(last.map((name) => idOfMail(join(killed, 'mail', name))))
      expect(
        again.filter((id) => !mayComeAgain.has(id)),
        JSON.stringify(kills),
      ).toEqual([])
    },
  )
})

describe('on a bad day of AWS', () => {
  it.for([1])('comes to the same, and sends nothing twice (seed %i)', { timeout: 1_800_000 }, async (seed) => {
    const hostile = join(folder, 'hostile')
    const started = new Started([...replay, '--hostile', String(seed), '--out', hostile])
    expect([await started.ended(), refusalsIn(started)]).toEqual([0, []])
    const outcome = outcomeOf(hostile)
    expectSame(outcome)
    expect(new Set(outcome.mails).size).toBe(outcome.mails.length)
    expect(runOf('hostile')).toMatchObject({ requests: { refused: 0 }, failures: 0 })
  })
})
