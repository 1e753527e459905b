import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { weeklyReport } from '../../functions/domain/report.ts'
import { synthesize } from '../../infra/local/template.ts'
import { unzip, wordText } from '../support/zip.ts'
import { outcomeOf, type Outcome } from './outcome.ts'
import { Started, stopAll } from './start-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'dondoc-fortnight-'))
const app = join(folder, 'cdk.out')
const out = join(folder, 'undisturbed')
const replay = ['--exit', '--app', app]

let undisturbed: Outcome
beforeAll(async () => {
  await synthesize(join(import.meta.dirname, '../../infra/app.ts'), app)
  const started = new Started([...replay, '--out', out])
  expect([await started.ended(), refusalsIn(started)]).toEqual([0, []])
  undisturbed = outcomeOf(out)
}, 900_000)
afterEach(stopAll)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const refusalsIn = ({ output }: Started): string[] => output.split('\n').filter((line) => line.startsWith('refused'))
const runOf = (name: string): unknown => JSON.parse(readFileSync(join(folder, name, 'run.json'), 'utf8'))

describe('the letter’s fortnight', () => {
  it('ends with the letter’s figures, the signed report and the agencies’ mails', () => {
    expect(runOf('undisturbed')).toMatchObject({ requests: { refused: 0 }, steps: { late: 0 }, failures: 0 })
    const report = weeklyReport.parse(JSON.parse(readFileSync(join(out, 'report/2021-W43.json'), 'utf8')))
    expect(report.processingRequests).toMatchObject({ issued: 414, notDone: 229 })
    expect(report.fieldReports).toMatchObject({ received: 98, overdue: 56 })
    expect(report.fieldReports.doneLate).toBeGreaterThan(0)
    expect(readdirSync(join(out, 'report')).toSorted()).toEqual(
      ['docx', 'json', 'pdf', 'xlsx'].map((extension) => `2021-W43.${extension}`),
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
