import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { isChased } from '../../functions/domain/contacts.ts'
import { localDateOf } from '../../functions/domain/instant.ts'
import { readRegistry } from '../../functions/domain/registry.ts'
import { HistoryError, readHistory, type History } from '../../infra/centre/history.ts'
import { fixture } from '../support/mappings.ts'

const NOW = '2026-11-24T00:00:00.000Z'
const boston = (file = 'boston311-100.csv') => readHistory(fixture(`311/${file}`), 'boston311', NOW)
const list = (text: string) => readHistory(new TextEncoder().encode(text), undefined, NOW)

const body = z.object({
  fieldReports: z.array(
    z.looseObject({
      code: z.string(),
      agency: z.string().optional(),
      unit: z.string(),
      receivedAt: z.string(),
      status: z.string().optional(),
      statusAt: z.string().optional(),
    }),
  ),
})
const told = ({ requests }: History) =>
  requests.flatMap(({ at, as, body: sent }) => body.parse(sent).fieldReports.map((item) => ({ at, as, ...item })))
const BOSTON = 'case_enquiry_id,open_dt,target_dt,closed_dt,case_status,type,subject,neighborhood,location'

describe('a history from a real export', () => {
  it('is told case by case at the dates of the file, in order', async () => {
    const history = await boston()
    const calls = told(history)
    expect(calls.map(({ at }) => at)).toEqual(calls.map(({ at }) => at).toSorted())
    const [openings, ends] = [calls.filter(({ status }) => !status), calls.filter(({ status }) => status)]
    expect([openings.length, ends.length]).toEqual([100, 85])
    expect(openings.every(({ at, receivedAt }) => at === receivedAt)).toBe(true)
    expect(ends.every(({ at, status, statusAt }) => at === statusAt && status === 'resolved')).toBe(true)
    // 2022-01-19 11:18:00 and 11:42:16 in Boston's winter.
    expect(calls.filter(({ code }) => code === '101004130437').map(({ at }) => at)).toEqual([
      '2022-01-19T16:18:00.000Z',
      '2022-01-19T16:42:16.000Z',
    ])
  })

  it('tells where it was once, and never again', async () => {
    const calls = told(await boston())
    expect(calls.filter(({ status }) => status).every((call) => !('address' in call || 'description' in call))).toBe(
      true,
    )
    expect(calls.some((call) => 'address' in call)).toBe(true)
  })

  it('begins at the midnight before its first case and ends with the report on its last', async () => {
    const { start, end, rows, refused } = await boston()
    // The first case came in at 05:16 UTC on 1/1; the last ended on Monday 25/4, which Friday 29/4 reports.
    expect([start, end]).toEqual(['2021-12-31T17:00:00.000Z', '2022-04-29T08:00:00.000Z'])
    expect([rows, refused.length]).toEqual([100, 0])
  })

  it('names the row that has a cell too many, and tells the others', async () => {
    const { rows, refused } = await boston('boston311-100-bad.tsv')
    expect([rows, refused.map(({ row }) => row)]).toEqual([99, [41]])
  })

  it('knows the agencies and units of the file, each with two invented mailboxes, and none of the province', async () => {
    const history = await boston()
    const registry = readRegistry(history.registry, 1)
    const on = localDateOf(history.start)
    const calls = told(history)
    for (const { agency = '', unit } of calls) {
      expect(registry.find('agency', agency, on)?.kind).toBe('department')
      expect(registry.find('agency', unit, on)?.kind).toBe('district')
      expect(isChased(registry, agency, on)).toBe(true)
      expect(registry.find('contact', `${agency}:focalPoint`, on)?.email).toBe(`dau-moi.${agency}@boston311.example`)
    }
    expect(registry.find('agency', 'public-works-department', on)?.name).toBe('Public Works Department')
    expect(registry.codes('agency')).not.toContain('buon-ma-thuot')
    expect(registry.all('agency', on).map(({ kind }) => kind)).toContain('centre')
  })

  it('is known under the rules of its own years, with the first report a week long at most', async () => {
    const history = await readHistory(fixture('311/nyc311-100.csv'), undefined, NOW)
    const on = localDateOf(history.start)
    const registry = readRegistry(history.registry, 1, history.start)
    expect([history.mapping, on < '2011']).toEqual(['nyc311', true])
    expect(registry.find('policy', 'fieldReport:*', on)?.steps).toHaveLength(4)
    const settings = registry.find('report', 'weekly', on)
    expect(settings?.rhythm).toBe('weekly')
    const days = (Date.parse(history.start) - Date.parse(settings?.lastEnd ?? '')) / 86_400_000
    expect(days >= 0 && days < 7).toBe(true)
  })
})

describe('a list of dossiers', () => {
  it('stays with the province, and a dossier that ended had been taken in', async () => {
    const { requests, registry } = await readHistory(fixture('mot-cua/danh-sach-ho-so.csv'), 'mot-cua', NOW)
    const dossiers = requests.flatMap(({ at, path, body: sent }) =>
      z
        .object({ dossiers: z.array(z.looseObject({ code: z.string(), status: z.string().optional() })) })
        .parse(sent)
        .dossiers.map(({ code, status }) => ({ at, path, code, status })),
    )
    const [first] = dossiers
    const story = dossiers.filter(({ code }) => code === first?.code)
    expect(story.map(({ status }) => status)).toEqual([undefined, 'returned'])
    expect(registry.map(({ code }) => code)).toContain('buon-ma-thuot')
  })
})

describe('what cannot be replayed', () => {
  it.each([
    ['boston311-100.csv', 'atlantis', /“atlantis”.*boston311, mot-cua, nyc311.* \/ There is no mapping "atlantis"/],
    ['nyc311-100.csv', 'boston311', /“case_enquiry_id”, “open_dt”.* \/ Column\(s\) case_enquiry_id, open_dt/],
  ])('%s by %s is refused with a line that says why', async (file, mapping, line) => {
    const reading = readHistory(fixture(`311/${file}`), mapping, NOW)
    await expect(reading).rejects.toThrow(HistoryError)
    await expect(reading).rejects.toThrow(line)
  })

  it('is a file without dates', async () => {
    await expect(list(`${BOSTON}\n1,,,,Open,Electrical,PWD,Boston,\n`)).rejects.toThrow(
      'dòng 2: Cột “open_dt”: bắt buộc phải có / No row can be replayed; row 2: open_dt is required',
    )
  })

  it('is what has not happened yet; a due date may lie ahead', async () => {
    const { rows, refused } = await list(
      [
        BOSTON,
        '1,2026-11-01 08:00:00,2027-02-01 08:00:00,,Open,Electrical,PWD,Boston,',
        '2,2027-01-02 08:00:00,,,Open,Electrical,PWD,Boston,',
        '3,2026-11-01 08:00:00,,2026-12-01 08:00:00,Closed,Electrical,PWD,Boston,',
      ].join('\n'),
    )
    expect(rows).toBe(1)
    expect(refused.map(({ row, errors }) => [row, errors[0]?.field, errors[0]?.value])).toEqual([
      [3, 'open_dt', '2027-01-02T13:00:00.000Z'],
      [4, 'closed_dt', '2026-12-01T13:00:00.000Z'],
    ])
  })
})

describe('a state without a moment of its own', () => {
  it('is told when the list ends', async () => {
    const text = readFileSync(new URL('../fixtures/311/nyc311-100.csv', import.meta.url), 'utf8')
    const [headings = '', ...lines] = text.split('\n')
    const open = lines.find((line) => line.includes(',In Progress,') || line.includes(',Assigned,'))
    const history = await list([headings, ...lines.filter((line) => line !== '')].join('\n'))
    const calls = told(history)
    const lasts = calls.filter(({ status, statusAt }) => status === 'processing' && statusAt === undefined)
    expect([open === undefined, lasts.length === 0]).toEqual([false, false])
    expect(new Set(lasts.map(({ at }) => at))).toEqual(new Set([calls.at(-1)?.at]))
  })
})
