import type { DigestLetter } from './digest-letter.ts'
import type { DigestSection } from './digest-sections.ts'
import { look } from './digest-looks.ts'
import { html, type Html } from './html.ts'
import { mailFrame } from './mail-frame.ts'
import { mailLink, withBreaks } from './mail-link.ts'

/** The letter as HTML for mail clients. */
export const digestHtml = (letter: DigestLetter): string => mailFrame({ ...letter, body: body(letter) })

const body = (letter: DigestLetter): Html => html`
  <h1 ${look('title')}>${letter.title}</h1>
  <p ${look('moment')}>${letter.moment}</p>
  <p ${look('salutation')}>${letter.salutation}</p>
  <p ${look('summary')}>${letter.summary}</p>
  ${letter.paragraphs.map((text) => html`<p ${look('paragraph')}>${text}</p>`)}
  ${letter.answer === undefined ? undefined : mailLink(letter.answer)} ${letter.sections.map(section)}
  <p ${look('contact')}>${letter.contact}</p>
  <p ${look('closing')}>${letter.closing}<br /><strong>${letter.signature}</strong></p>
`

const section = ({ kind, title, what, rows, rest }: DigestSection): Html =>
  html` <h2 ${look(kind)}>${title}</h2>
    ${rows.length === 0 ? undefined : table({ kind, what, rows })}
    ${rest === undefined ? undefined : html`<p ${look('rest')}>${rest}</p>`}`

const table = ({ kind, what: head, rows }: Pick<DigestSection, 'kind' | 'what' | 'rows'>): Html =>
  html` <table width="100%" cellpadding="6" cellspacing="0" ${look('table')}>
    <thead>
      <tr>
        <th scope="col" align="left" ${look('head')}>TT</th>
        <th scope="col" align="left" ${look('head')}>${head}</th>
        <th scope="col" align="left" ${look('head')}>Thời hạn</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ code, what, facts, state, dates }, index) =>
          html`<tr>
            <td valign="top" ${look('number')}>${index + 1}</td>
            <td valign="top" ${look('cell')}>
              <strong>${breakable(code)}</strong>${[what, facts.join(' · ')].map(line)}
            </td>
            <td valign="top" ${look('time')}>
              <strong ${look(kind === 'overdue' ? 'late' : 'soon')}>${state}</strong>${dates.map(line)}
            </td>
          </tr> `,
      )}
    </tbody>
  </table>`

const line = (text: string, index: number): Html =>
  html`<br /><span ${look(index === 0 ? 'fact' : 'muted')}>${text}</span>`

/** A code may break after a hyphen, where browsers would not before a digit. */
const breakable = (code: string): Html[] => withBreaks(code.split(/(?<=-)/))
