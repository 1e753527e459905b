import { AlignmentType, Paragraph } from 'docx'
import { ChartRun, type ChartRunOptions } from 'docx/charts'
import { chartInWords, type Chart } from './report-blocks.ts'
import { FONT, spacing } from './report-docx-layout.ts'

const CHART_WIDTH = 610
const LINES_HEIGHT = 240
const COLOURS = ['1F4E79', 'C55A11']

/** A chart of Word's own, which stays editable. */
export const chart = (block: Chart): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: spacing(0, 6),
    children: [new ChartRun(optionsOf(block))],
  })

function optionsOf(block: Chart): ChartRunOptions {
  const { shape, series, categories } = block
  switch (shape) {
    case 'bars':
      return {
        ...common(block),
        type: 'bar',
        stacking: 'stacked',
        gapWidth: 50,
        categoryAxis: { reverseOrder: true, font: { size: 10 } },
        valueAxis: { visible: false, gridlines: false },
        dataLabels: { value: true, numberFormat: labelFormat(series), font: { size: 9, color: 'FFFFFF' } },
        transformation: { width: CHART_WIDTH, height: 80 + 24 * categories.length },
      }
    case 'lines':
      return {
        ...common(block),
        type: 'line',
        markers: true,
        categoryAxis: { font: { size: 10 } },
        valueAxis: { visible: false, gridlines: false, minimum: 0 },
        dataLabels: { value: true, position: 'above', numberFormat: '#,##0', font: { size: 9 } },
        transformation: { width: CHART_WIDTH, height: LINES_HEIGHT },
      }
    default:
      return shape satisfies never
  }
}

const common = (block: Chart) => ({
  categories: block.categories,
  series: block.series.map(({ name, values }, index) => ({
    name,
    values: values.map((value) => value ?? null),
    color: COLOURS[index] ?? '7F7F7F',
  })),
  font: { name: FONT, color: '000000' },
  legend: { position: 'bottom' as const, font: { size: 10 } },
  altText: { name: block.title, title: block.title, description: chartInWords(block) },
})

/** A bar too short for its number shows none; the table beside the chart has it. */
function labelFormat(series: Chart['series']): string {
  const most = Math.max(...series.flatMap(({ values }) => values.map((value) => value ?? 0)))
  return `[>=${Math.max(1, Math.ceil(most * 0.03))}]#,##0;`
}
