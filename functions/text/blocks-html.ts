import { html, type Html } from './html.ts'
import {
  columnGroups,
  formatCell,
  plainRun,
  type Block,
  type Cell,
  type Column,
  type ColumnKind,
  type Run,
  type Table,
} from './report-blocks.ts'
import type { Tile } from './report-tiles.ts'

/** What a part is, whatever it looks like: a mail has its styles inline, a page has them by class. */
export type Part =
  | 'heading'
  | 'paragraph'
  | 'items'
  | 'caption'
  | 'scroll'
  | 'figures'
  | 'head'
  | 'numberHead'
  | 'label'
  | 'figure'
  | 'tiles'
  | 'tile'
  | 'tileValue'
  | 'tileNote'
export type Attributes = (part: Part) => Html

/** The blocks of a document as HTML; charts show only what the tables say, and are left out. */
export const blocksHtml = (blocks: readonly Block[], at: Attributes): (Html | undefined)[] =>
  blocks.map((block) => blockHtml(block, at))

function blockHtml(block: Block, at: Attributes): Html | undefined {
  switch (block.type) {
    case 'heading':
      return html`<h2 ${at('heading')}>${block.text}</h2>`
    case 'paragraph':
      return html`<p ${at('paragraph')}>${block.runs.map(runHtml)}</p>`
    case 'list':
      return html`<ul ${at('items')}>
        ${block.items.map((runs) => html`<li ${at('paragraph')}>${runs.map(runHtml)}</li>`)}
      </ul>`
    case 'table':
      return tableHtml(block, at)
    case 'chart':
      return undefined
    default:
      return block satisfies never
  }
}

function runHtml(run: Run): Html {
  const { text, mark } = plainRun(run)
  if (mark === undefined) return html`${text}`
  return mark === 'strong' ? html`<strong>${text}</strong>` : html`<em>${text}</em>`
}

const tableHtml = ({ title, columns, rows, total }: Table, at: Attributes): Html =>
  html` ${title === undefined ? undefined : html`<p ${at('caption')}><strong>${title}</strong></p>`}
    <div ${at('scroll')}>
      <table width="100%" cellpadding="4" cellspacing="0" ${at('figures')}>
        <thead>
          ${headRows(columns, at)}
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                ${row.map((cell, index) => cellHtml(cell, columns[index]?.kind, at))}
              </tr>`,
          )}
          ${
            total &&
            html`<tr>
              ${total.map((cell, index) => cellHtml(cell, columns[index]?.kind, at))}
            </tr>`
          }
        </tbody>
      </table>
    </div>`

/** As in the documents: neighbours of one group share a heading above theirs. */
function headRows(columns: readonly Column[], at: Attributes): Html {
  const groups = columnGroups(columns)
  const grouped = groups.filter(({ title }) => title !== undefined)
  const head = ({ title, kind }: Column, rows: number): Html =>
    html`<th scope="col" rowspan="${rows}" ${at(kind === 'text' ? 'head' : 'numberHead')}>${title}</th>`
  const above = groups.map(({ title, columns: own }) =>
    title === undefined
      ? own.map((column) => head(column, grouped.length === 0 ? 1 : 2))
      : html`<th scope="colgroup" colspan="${own.length}" ${at('numberHead')}>${title}</th>`,
  )
  const below = grouped.flatMap((group) => group.columns.map((column) => head(column, 1)))
  return html`<tr>
      ${above}
    </tr>
    ${
      below.length === 0
        ? undefined
        : html`<tr>
            ${below}
          </tr>`
    }`
}

/** A figure names itself: what a page shows can be held against the API's answer. */
function cellHtml(cell: Cell, kind: ColumnKind | undefined, at: Attributes): Html {
  const id = typeof cell === 'object' && 'figure' in cell ? html` data-figure="${cell.figure.id}"` : undefined
  return html`<td ${at(kind === 'text' ? 'label' : 'figure')}${id}>${formatCell(cell)}</td>`
}

/** The main figures, large. In a table, which mail clients set side by side. */
export const tilesHtml = (tiles: readonly Tile[], at: Attributes): Html | undefined =>
  tiles.length === 0
    ? undefined
    : html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" ${at('tiles')}>
        <tr>
          ${tiles.map(
            ({ figure, note }) =>
              html`<td valign="top" ${at('tile')}>
                <strong ${at('tileValue')}>${runHtml(figure)}</strong><br />
                <span ${at('tileNote')}>${note.map(runHtml)}</span>
              </td>`,
          )}
        </tr>
      </table>`
