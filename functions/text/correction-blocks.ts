import { readFigureId } from '../domain/figure-list.ts'
import { measures } from '../domain/figure-measures.ts'
import type { FigureChange, WeeklyReport } from '../domain/report.ts'
import { formatFigure } from './figure-tables.ts'
import { figureWords, scopeName } from './figure-words.ts'
import { formatDateTime } from './format.ts'
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
    ...(last.figures.length === 0 ? [] : [changesTable(report, last.figures)]),
  ]
}

const changesTable = (report: WeeklyReport, changes: readonly FigureChange[]): Table => ({
  type: 'table',
  title: 'Chỉ tiêu thay đổi',
  columns: [
    { title: 'Chỉ tiêu', kind: 'text', width: 56 },
    { title: 'Của', kind: 'text', width: 34 },
    { title: 'Bản trước', kind: 'text', width: 14 },
    { title: 'Bản này', kind: 'text', width: 14 },
  ],
  rows: changes.flatMap((change) => rowOf(report, change)),
})

function rowOf(report: WeeklyReport, { id, before, after }: FigureChange): Cell[][] {
  const read = readFigureId(id)
  if (read === undefined) return []
  const { unit } = measures[read.measure]
  const shown = (value: number | undefined) => formatFigure({ unit, ...(value === undefined ? {} : { value }) })
  return [
    [
      figureWords[read.measure],
      read.scope === undefined ? 'Toàn tỉnh' : scopeName(report, read.scope),
      shown(before),
      shown(after),
    ],
  ]
}
