import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { CountedCase } from '../../functions/domain/counted-case.ts'
import { figureValues } from '../../functions/domain/figure-list.ts'
import { addUp } from '../../functions/domain/figures.ts'
import { addDays, atLocal, fromMs, toMs } from '../../functions/domain/instant.ts'
import { isoWeekOf, weeklyReport, type WeeklyReport } from '../../functions/domain/report.ts'

export interface ReportSize {
  agencies: number
  /** Rows of the workbook: seven of ten are requests about a dossier, the others field reports. */
  cases: number
}

const FROM = atLocal('2021-10-14', '00:00')
const HOUR_MS = 3_600_000

/** A signed report of any size, the eighth of a row, every case with all that counts; names as long as real ones. */
export function reportOf({ agencies, cases: wanted }: ReportSize): WeeklyReport {
  const cases = Array.from({ length: wanted }, (_, n) => caseOf(n, `xa-${n % agencies}`))
  const figures = addUp(cases, [])
  return weeklyReport.parse({
    week: '2021-W43',
    version: 2,
    status: 'signed',
    period: { from: FROM, to: atLocal('2021-10-29', '00:00') },
    knownAt: atLocal('2021-10-29', '08:00'),
    date: '2021-10-29',
    number: 110,
    signedAt: atLocal('2021-10-29', '14:05'),
    settings: settings(),
    ...figures,
    earlier: Array.from({ length: 7 }, (_, back) => {
      const end = addDays('2021-10-14', -14 * back)
      const period = { from: atLocal(addDays(end, -14), '00:00'), to: atLocal(end, '00:00') }
      return { week: isoWeekOf(end), period, number: 109 - back, figures: figureValues(figures) }
    }),
    services: [],
    agencies: Array.from({ length: agencies }, (_, n) => ({
      id: `xa-${n}`,
      name: `Ủy ban nhân dân xã Ea Kuêh ${n}, huyện Cư M'gar, tỉnh Đắk Lắk`,
      kind: 'commune',
    })),
    subjects: [],
    contributions: [],
    corrections: [],
    cases,
  })
}

function caseOf(n: number, agency: string): CountedCase {
  const isDossier = n % 10 < 7
  const code = isDossier ? `000.00.14.H15-211014-${String(n).padStart(5, '0')}` : `PA-${n}`
  const issuedAt = fromMs(toMs(FROM) + (n % 330) * HOUR_MS)
  return {
    id: `${isDossier ? 'dossier' : 'report:vnpt'}:${code.toLowerCase()}`,
    kind: isDossier ? 'dossier' : 'fieldReport',
    code,
    agency,
    subject: isDossier ? 'dat-dai-cap-gcn' : 'giao-thong',
    unit: agency,
    status: 'processing',
    receivedAt: issuedAt,
    due: atLocal('2021-10-22', '17:00'),
    requests: isDossier ? [{ id: `YC-${n}`, agency, issuedAt, outcome: n % 2 === 0 ? 'overdue' : 'notDone' }] : [],
    outcome: 'overdue',
    lateBy: 480 * (n % 9),
    backlog: { days: n % 60, overdue: true },
    notices: { reminders: 1, escalations: 1, mailed: 2, escalationsSent: 1, escalationsAnswered: 0 },
    commitments: [],
  }
}

const rows = z.array(z.object({ values: z.object({ weekly: z.unknown() }) })).min(1)

const settings = (): unknown =>
  rows.parse(JSON.parse(readFileSync(new URL('../centre/daklak/reports.json', import.meta.url), 'utf8')))[0]?.values
    .weekly
