import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { CountedCase } from '../../functions/domain/counted-case.ts'
import { weeklyReport } from '../../functions/domain/report.ts'
import { Started, stopAll } from './start-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'dondoc-history-'))
afterEach(stopAll)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = async (...args: string[]): Promise<{ code: number | null; output: string }> => {
  const started = new Started(args)
  return { code: await started.ended(), output: started.output }
}

const fixtures = join(import.meta.dirname, '../fixtures/311')
const out = join(folder, 'boston')
const file = 'boston311-100-bad.tsv'
const UNTIL = '2022-01-07'
const asAsked = ['--data', join(fixtures, file), '--mapping', 'boston311', '--until', UNTIL, '--out', out, '--exit']

/** The rows of the file by hand: no code of ours reads them. Boston's winter is five hours behind UTC. */
const rows = readFileSync(join(fixtures, file), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .filter((cells) => cells.length === 29)
  .map(([code = '', opened = '', target = '', closed = '', , , , , subject = '']) => {
    const at = (text: string): string | undefined =>
      text === '' ? undefined : new Date(`${text.replace(' ', 'T')}-05:00`).toISOString()
    return { code, receivedAt: at(opened) ?? '', due: at(target), closedAt: at(closed), subject }
  })
type Row = (typeof rows)[number]

const ndjson = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
const shownCase = z.looseObject({
  code: z.string(),
  closedAt: z.string().optional(),
  timeline: z.array(
    z.looseObject({ occurredAt: z.string(), recordedAt: z.string(), event: z.looseObject({ type: z.string() }) }),
  ),
})

/** What a row is at the end of a period, by nothing but the file; where it has no target date, by the date that ours gave. */
function outcomeAt(end: string, { due, closedAt }: Row, ours: CountedCase | undefined): string {
  const date = due ?? ours?.due ?? ''
  if (closedAt !== undefined && closedAt < end) return closedAt > date ? 'doneLate' : 'done'
  return date < end ? 'overdue' : 'open'
}

describe('a real export, replayed', { timeout: 400_000 }, () => {
  it('ends with the figures that the file itself gives, each case opened and closed at its own dates', async () => {
    const { code, output } = await run(...asAsked)
    expect([code, output.split('\n').filter((line) => line.startsWith('refused 4'))]).toEqual([0, []])
    expect(JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'))).toMatchObject({
      history: { file, mapping: 'boston311', rows: 99, refused: 1 },
      requests: { refused: 0 },
      steps: { late: 0 },
      failures: 0,
    })

    const report = weeklyReport.parse(JSON.parse(readFileSync(join(out, 'report', '2022-W01.json'), 'utf8')))
    const { from, to } = report.period
    const received = rows.filter(({ receivedAt }) => receivedAt >= from && receivedAt < to)
    const counted = new Map(report.cases.map((each) => [each.code, each]))
    const outcomes = received.map((row) => [row.code, outcomeAt(to, row, counted.get(row.code))])
    expect(Object.fromEntries(report.cases.map((each) => [each.code, each.outcome]))).toEqual(
      Object.fromEntries(outcomes),
    )
    const count = (...wanted: string[]): number =>
      outcomes.filter(([, outcome]) => wanted.includes(outcome ?? '')).length
    expect(report.fieldReports).toMatchObject({
      received: received.length,
      done: count('done', 'doneLate'),
      doneLate: count('doneLate'),
      open: count('open', 'overdue'),
      overdue: count('overdue'),
      closedOtherwise: 0,
    })
    expect([count('done') > 0, count('doneLate') > 0, count('overdue') > 0]).toEqual([true, true, true])

    const name = new Map(report.agencies.map((agency) => [agency.id, agency.name]))
    const perAgency = Object.entries(Object.groupBy(received, ({ subject }) => subject))
    expect(
      Object.fromEntries(report.byAgency.map((each) => [name.get(each.agency), each.fieldReports.received])),
    ).toEqual(Object.fromEntries(perAgency.map(([subject, of]) => [subject, of?.length])))
  })

  it('has each case opened and closed at the dates of the file, and recorded then', () => {
    const cases = ndjson(readFileSync(join(out, 'cases.ndjson'), 'utf8')).map((line) => shownCase.parse(line))
    const end = '2022-01-07T17:00:00.000Z'
    const known = rows.filter(({ receivedAt }) => receivedAt <= end)
    expect(cases.map(({ code }) => code).toSorted()).toEqual(known.map(({ code }) => code).toSorted())
    for (const { code, timeline } of cases) {
      const row = rows.find((each) => each.code === code)
      const told = timeline.filter(({ event }) => event.type === 'received' || event.type === 'statusChanged')
      const moments = [row?.receivedAt, row?.closedAt].filter((at) => at !== undefined && at <= end)
      expect([code, told.map(({ occurredAt }) => occurredAt)]).toEqual([code, moments])
      expect(told.map(({ recordedAt }) => recordedAt)).toEqual(moments)
    }
  })

  it('has chased the agencies of the file, at their invented mailboxes, and left no failure', () => {
    const recipients = readdirSync(join(out, 'mail')).map((name) => name.slice('20220104-074500-00001-'.length))
    const chased = recipients.filter((name) => name.endsWith('boston311-example.eml'))
    expect(new Set(chased).size).toBeGreaterThan(2)
    for (const told of ['failures.ndjson', 'messages.ndjson']) expect(readdirSync(out)).not.toContain(told)
    expect(
      readdirSync(join(out, 'report'))
        .filter((name) => name.startsWith('2022-W01'))
        .toSorted(),
    ).toEqual(['docx', 'json', 'pdf', 'xlsx'].map((extension) => `2022-W01.${extension}`))
  })

  it('hands back the row that it could not read', () => {
    const refused = readFileSync(join(out, 'refused.csv'), 'utf8').trimEnd().split('\n')
    expect(refused).toHaveLength(2)
    expect(refused[1]).toContain('có nhiều ô hơn 29 cột của tiêu đề')
  })

  it('is not mixed with another story in the same folder', async () => {
    const state = join(out, 'state', 'clock.json')
    writeFileSync(state, readFileSync(state, 'utf8').replace('"finished":true', '"finished":false'))
    expect(await run('--exit', '--out', out)).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^--out .*boston: holds another replay \(boston311 [0-9a-f]{16}\); choose another/),
    })
  })
})

describe('what cannot be replayed', { timeout: 60_000 }, () => {
  const empty = join(folder, 'no-dates.csv')
  writeFileSync(empty, 'case_enquiry_id,open_dt,type,case_status\n1,,Electrical,Open\n')

  it.each([
    [['--data', join(fixtures, file), '--mapping', 'atlantis'], 'There is no mapping "atlantis"'],
    [['--data', empty], 'row 2: open_dt is required'],
    [['--data', join(folder, 'none.csv')], 'ENOENT'],
    [['--mapping', 'boston311'], '--mapping boston311: reads a file, --data FILE'],
    [['--live', '--data', empty], '--live: replays nothing'],
  ])('%j ends with one line that says why', async (args, line) => {
    const { code, output } = await run(...args, '--exit', '--out', join(folder, 'nothing'))
    expect([code, output.trim().split('\n').length]).toEqual([1, 1])
    expect(output).toContain(line)
    expect(readdirSync(folder)).not.toContain('nothing')
  })
})
