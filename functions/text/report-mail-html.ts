import { look } from './digest-looks.ts'
import { html, type Html } from './html.ts'
import { mailFrame } from './mail-frame.ts'
import { columnTitle, formatCell, plainRun, type Block, type Run, type Table } from './report-blocks.ts'

interface MailPage {
  subject: string
  signature: string
  marking?: string
  blocks: readonly Block[]
}

/** The report's mail in the looks of the digest. */
export const mailPage = ({ subject, signature, marking, blocks }: MailPage): string =>
  mailFrame({
    subject,
    signature,
    body: html`${marking === undefined ? undefined : html`<p ${look('summary')}>${marking}</p>`}
      ${blocks.map(blockHtml)}
      <p ${look('closing')}><strong>${signature}</strong></p>`,
  })

function blockHtml(block: Block): Html | undefined {
  switch (block.type) {
    case 'heading':
      return html`<h2 ${look('dueSoon')}>${block.text}</h2>`
    case 'paragraph':
      return html`<p ${look('paragraph')}>${block.runs.map(runHtml)}</p>`
    case 'list':
      return html`<ul>
        ${block.items.map((runs) => html`<li ${look('paragraph')}>${runs.map(runHtml)}</li>`)}
      </ul>`
    case 'table':
      return tableHtml(block)
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

const tableHtml = ({ title, columns, rows }: Table): Html => html`
  ${title === undefined ? undefined : html`<p ${look('contact')}><strong>${title}</strong></p>`}
  <table width="100%" cellpadding="0" cellspacing="0" ${look('table')}>
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col" ${look('head')}>${columnTitle(column)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell) => html`<td ${look('cell')}>${formatCell(cell)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>
`
