import type { BurnDown, CohortBurnDown } from '../domain/burn-down.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { dueWords } from './due-words.ts'
import { formatDate, formatDayMonth, formatNumber } from './format.ts'
import { list, paragraph, type Block, type Run } from './report-blocks.ts'
import { agencyName } from './report-names.ts'
import { WORST } from './report-tables.ts'

/** How far a letter that runs has been carried out: what it demands done, what is left, and by when at this pace. */
export const burnDownBlocks = (report: WeeklyReport): Block[] =>
  report.burnDowns.flatMap((letter) => letter.cohorts.flatMap((cohort) => cohortBlocks(report, letter, cohort)))

function cohortBlocks(report: WeeklyReport, { title }: BurnDown, cohort: CohortBurnDown): Block[] {
  const { total, byDay } = cohort
  if (total === 0) return []
  return [
    paragraph({ strong: title }, `: ${demand(cohort)}`),
    list([progress(cohort), ...outlook(cohort)]),
    agencyTable(report, cohort),
    {
      type: 'chart',
      shape: 'lines',
      title: `Việc còn phải xử lý theo ${title}, cuối mỗi ngày`,
      categories: byDay.map(({ date }) => formatDayMonth(date)),
      series: [{ name: 'Còn phải xử lý', values: byDay.map(({ left }) => left) }],
    },
  ]
}

const demand = ({ total, cohort: { before, of } }: CohortBurnDown): string =>
  `${formatNumber(total)} ${of.type === 'frozen' ? 'yêu cầu, phản ánh nêu tại văn bản' : 'hồ sơ, phản ánh quá hạn sau đó'} ` +
  `phải hoàn thành trước ngày ${formatDate(before)}.`

const progress = ({ cleared, left, clearedLater }: CohortBurnDown): Run[] => [
  'Đã hoàn thành ',
  { strong: formatNumber(cleared) },
  ', còn ',
  { strong: formatNumber(left) },
  ...(clearedLater === 0 ? [] : [`, trong đó hoàn thành sau thời hạn ${formatNumber(clearedLater)}`]),
  '.',
]

function outlook({ closed, workingDaysLeft, chasedTo, pace, needed, forecast }: CohortBurnDown): Run[][] {
  if (closed) return [['Thời hạn đã hết.']]
  return [
    [
      `Còn ${formatNumber(workingDaysLeft)} ngày làm việc, đến ${dueWords(chasedTo)}`,
      ...(needed === undefined ? [] : [`; cần hoàn thành ${formatNumber(needed)} việc mỗi ngày làm việc`]),
      ...(pace === undefined ? [] : [`, tốc độ đến nay ${formatNumber(pace)} việc mỗi ngày`]),
      ...(forecast === undefined ? [] : [`; với tốc độ đó khi hết hạn còn ${formatNumber(forecast)} việc`]),
      '.',
    ],
  ]
}

const agencyTable = (report: WeeklyReport, { byAgency }: CohortBurnDown): Block => ({
  type: 'table',
  title: `Cơ quan, đơn vị còn nhiều việc phải xử lý nhất (không quá ${WORST})`,
  columns: [
    { title: 'Cơ quan, đơn vị', kind: 'text', width: 50 },
    { title: 'Phải xử lý', kind: 'number', width: 12 },
    { title: 'Đã hoàn thành', kind: 'number', width: 12 },
    { title: 'Còn lại', kind: 'number', width: 12 },
    { title: 'Tỷ lệ còn lại', kind: 'share', width: 12 },
  ],
  rows: byAgency
    .filter(({ left }) => left > 0)
    .toSorted((a, b) => b.left - a.left)
    .slice(0, WORST)
    .map(({ agency, total, cleared, left }) => [
      agencyName(report, agency),
      total,
      cleared,
      left,
      { part: left, whole: total },
    ]),
})
