import { readFigureId } from '../domain/figure-list.ts'
import { measures } from '../domain/figure-measures.ts'
import type { FigureChange, WeeklyReport } from '../domain/report.ts'
import { formatFigure } from './shown-figure.ts'
import { figureWords, scopeName } from './figure-words.ts'
import { formatDateTime, formatNumber } from './format.ts'
import { paragraph, type Block, type Cell, type Table } from './report-blocks.ts'
import { sectionName } from './section-words.ts'

/** What the last correction changed; a report that was never corrected says nothing. */
export function correctionBlocks(report: WeeklyReport): Block[] {
  const last = report.corrections.at(-1)
  if (last === undefined) return []
  const sections = last.contributions.map(({ section, cityService }) =>
    sectionName(section, report.services.find(({ id }) => id === cityService)?.name),
  )
  return [
    paragraph(
      { strong: `Bản đính chính lúc ${formatDateTime(last.at)}` },
      `, thay cho bản đã ban hành. ${last.reason}`,
    ),
    ...(sections.length === 0 ? [] : [paragraph(`Nội dung viết lại: ${sections.join('; ')}.`)]),
    ...figureBlocks(report, last.figures),
  ]
}

/** Those of the whole; of every part they would fill pages, and stand in the workbook. */
function figureBlocks(report: WeeklyReport, changes: readonly FigureChange[]): Block[] {
  if (changes.length === 0) return [paragraph('Không chỉ tiêu nào thay đổi.')]
  const rows = changes.filter(({ id }) => readFigureId(id)?.scope === undefined).flatMap((each) => rowOf(report, each))
  return [
    ...(rows.length === 0 ? [] : [changesTable(rows)]),
    paragraph(
      `Có ${formatNumber(changes.length)} chỉ tiêu thay đổi, kể cả của từng cơ quan, đơn vị; danh sách đầy đủ ở bảng ` +
        'tính kèm theo.',
    ),
  ]
}

const changesTable = (rows: readonly (readonly Cell[])[]): Table => ({
  type: 'table',
  title: 'Chỉ tiêu chung thay đổi',
  columns: [
    { title: 'Chỉ tiêu', kind: 'text', width: 64 },
    { title: 'Bản trước', kind: 'number', width: 14 },
    { title: 'Bản này', kind: 'number', width: 14 },
  ],
  rows: rows.map(([, , ...cells]) => cells),
})

/** Every figure that the last correction changed, with its id. */
export const correctedFigures = (report: WeeklyReport): Table => ({
  type: 'table',
  columns: [
    { title: 'Mã chỉ tiêu', kind: 'text', width: 40 },
    { title: 'Của', kind: 'text', width: 40 },
    { title: 'Chỉ tiêu', kind: 'text', width: 60 },
    { title: 'Bản trước', kind: 'number', width: 14 },
    { title: 'Bản này', kind: 'number', width: 14 },
  ],
  rows: (report.corrections.at(-1)?.figures ?? []).flatMap((change) => rowOf(report, change)),
})

function rowOf(report: WeeklyReport, { id, before, after }: FigureChange): Cell[][] {
  const read = readFigureId(id)
  if (read === undefined) return []
  const { unit } = measures[read.measure]
  const shown = (value: number | undefined) => formatFigure({ unit, ...(value === undefined ? {} : { value }) })
  const of = read.scope === undefined ? 'Toàn tỉnh' : scopeName(report, read.scope)
  return [[id, of, figureWords[read.measure], shown(before), shown(after)]]
}
