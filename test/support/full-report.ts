import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { CountedCase } from '../../functions/domain/counted-case.ts'
import { contribution } from '../../functions/domain/contribution.ts'
import { figureChanges, figureValues } from '../../functions/domain/figure-list.ts'
import { addUp } from '../../functions/domain/figures.ts'
import { addDays, atLocal } from '../../functions/domain/instant.ts'
import { isoWeekOf, type WeeklyReport } from '../../functions/domain/report.ts'
import { dossiers, fieldReports, letterCases, sampleReport } from './weekly-report.ts'

const agencies = ['so-xay-dung', 'so-tnmt', 'buon-ma-thuot', 'ea-kar']

/** Seven reports before the sample, the newest first: each with a few more cases than the one after it. */
const earlierReports = (): WeeklyReport['earlier'] =>
  Array.from({ length: 7 }, (_, index) => {
    const end = addDays('2021-10-14', -14 * index)
    const cases = [...dossiers(300 + 40 * index, 150 + 15 * index, agencies), ...fieldReports(90, 80 - 9 * index)]
    return {
      week: isoWeekOf(end),
      period: { from: atLocal(addDays(end, -14), '00:00'), to: atLocal(end, '00:00') },
      ...(index === 3 ? {} : { number: 109 - index }),
      figures: figureValues(addUp(cases, sampleReport().services)),
    }
  })

const texts = z
  .array(contribution)
  .parse(
    JSON.parse(readFileSync(new URL('../../infra/centre/daklak/sample-contributions.json', import.meta.url), 'utf8')),
  )

/** Of the sample, with backlog, delays and commitments, as a report of the running centre has them. */
const cases = (): CountedCase[] =>
  letterCases().map((each, index) => ({
    ...each,
    ...(each.kind === 'dossier' && index % 4 === 0 ? { outcome: 'open' as const } : {}),
    ...(index % 3 === 0 ? { backlog: { days: (index * 7) % 60, overdue: index % 2 === 0 } } : {}),
    ...(each.outcome === 'overdue' ? { lateBy: 480 * (1 + (index % 9)) } : {}),
    commitments:
      index % 10 === 0
        ? [{ agency: each.agency, by: each.receivedAt, outcome: (['kept', 'broken', 'open'] as const)[index % 3]! }]
        : [],
  }))

/** What the sources told before they mended it: two requests not done, one field report overdue. */
const asFirstTold = (each: CountedCase, index: number): CountedCase => {
  if (index === 300 || index === 301)
    return { ...each, requests: each.requests.map((request) => ({ ...request, outcome: 'notDone' as const })) }
  return each.outcome === 'doneLate' && each.code === 'PA-57' ? { ...each, outcome: 'overdue' } : each
}

const days = ['2021-10-20', '2021-10-21', '2021-10-22', '2021-10-23', '2021-10-24', '2021-10-25', '2021-10-26']

const burnDown = (): WeeklyReport['burnDowns'][number] => ({
  directive: 'cv-4000',
  title: '4000/UBND-KGVX',
  asOf: '2021-10-28T16:59:59.999Z',
  cohorts: [
    {
      cohort: {
        id: 'ton-dong',
        task: '1',
        before: '2021-11-15',
        of: {
          type: 'frozen',
          period: { from: atLocal('2021-09-30', '00:00'), to: atLocal('2021-10-14', '00:00') },
          knownAt: atLocal('2021-10-15', '08:00'),
        },
      },
      judgedBefore: atLocal('2021-11-15', '00:00'),
      chasedTo: atLocal('2021-11-12', '17:00'),
      closed: false,
      workingDaysLeft: 11,
      total: 285,
      cleared: 120,
      left: 165,
      clearedLater: 0,
      pace: 17.1,
      needed: 15,
      forecast: 0,
      byAgency: agencies.map((agency, index) => ({
        agency,
        total: 80 - index * 5,
        cleared: 30,
        left: 50 - index * 5,
        clearedLater: 0,
      })),
      byDay: days.map((date, index) => ({ date, left: 285 - 20 * index })),
    },
  ],
})

/** The sample with all that a report can hold: the eighth of a row, written to the full, corrected, under a letter. */
export function fullReport(): WeeklyReport {
  const earlier = earlierReports()
  const services = sampleReport().services
  const storedAt = atLocal('2021-10-29', '10:00')
  const report = sampleReport({
    cases: cases(),
    change: {
      earlier,
      contributions: texts.map(({ cityService, ...each }) => ({
        ...each,
        ...(cityService === undefined ? {} : { cityService }),
        author: 'to-tong-hop',
        storedAt,
      })),
      deliveryIncidents: { begun: 3, ended: 2, open: 1 },
      burnDowns: [burnDown()],
    },
  })
  const before = addUp(cases().map(asFirstTold), services)
  return {
    ...report,
    services,
    version: 3,
    corrections: [
      {
        at: atLocal('2021-11-01', '09:00'),
        by: 'sub-1',
        reason: 'Nguồn gửi lại kết quả của hai yêu cầu và một phản ánh đã xong trong kỳ.',
        corrects: 2,
        figures: figureChanges(before, report),
        contributions: [{ section: 'difficulties' }],
      },
    ],
  }
}
