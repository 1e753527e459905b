import type { Figure } from '../../functions/domain/figure-list.ts'
import { weeklyReport, type WeeklyReport } from '../../functions/domain/report.ts'
import type { Block, Cell, OfficialDocument, Run } from '../../functions/text/report-blocks.ts'
import type { Shown } from '../../functions/text/shown-figure.ts'
import { viewReport } from '../../functions/work/read-report.ts'

/** The figures of the report's JSON, by their ids: read back from what is frozen, as the API answers them. */
export function figuresById(report: WeeklyReport): Map<string, Figure> {
  const frozen = weeklyReport.parse(JSON.parse(JSON.stringify(report)))
  return new Map(viewReport(frozen).figures.map((figure) => [figure.id, figure]))
}

/** The document with each figure taken anew from the JSON, by nothing but its id: what it should say. */
export const toldByJson = (json: Map<string, Figure>, document: OfficialDocument): OfficialDocument => ({
  ...document,
  body: document.body.map((block) => blockBy(json, block)),
  appendices: document.appendices.map((each) => ({ ...each, body: each.body.map((block) => blockBy(json, block)) })),
})

export function blockBy(json: Map<string, Figure>, block: Block): Block {
  switch (block.type) {
    case 'paragraph':
      return { ...block, runs: block.runs.map((run) => runBy(json, run)) }
    case 'list':
      return { ...block, items: block.items.map((runs) => runs.map((run) => runBy(json, run))) }
    case 'table': {
      const row = (cells: readonly Cell[]): Cell[] => cells.map((cell) => (isShown(cell) ? shownBy(json, cell) : cell))
      return { ...block, rows: block.rows.map(row), ...(block.total && { total: row(block.total) }) }
    }
    case 'heading':
    case 'chart':
      return block
    default:
      return block satisfies never
  }
}

export const isShown = (cell: Cell): cell is Shown => typeof cell === 'object' && 'figure' in cell

function runBy(json: Map<string, Figure>, run: Run): Run {
  if (typeof run === 'string' || 'emphasis' in run) return run
  if ('figure' in run) return shownBy(json, run)
  return typeof run.strong === 'string' ? run : { strong: shownBy(json, run.strong) }
}

function shownBy(json: Map<string, Figure>, shown: Shown): Shown {
  const named = (id: string): Figure => {
    const figure = json.get(id)
    if (figure === undefined) throw new Error(`the JSON has no figure ${id}`)
    return figure
  }
  const figure = named(shown.figure.id)
  return 'of' in shown ? { ...shown, figure, of: named(shown.of.id) } : { ...shown, figure }
}
