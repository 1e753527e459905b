import { look } from './digest-looks.ts'
import { html, type Html } from './html.ts'

export interface MailLink {
  label: string
  href: string
}

/** A link with its address in sight: it can be copied where the button does not work. */
export const mailLink = ({ label, href }: MailLink): Html =>
  html`<p ${look('paragraph')}><a href="${href}" ${look('button')}>${label}</a></p>
    <p ${look('address')}>${withBreaks(href.match(/.{1,20}/g) ?? [])}</p>`

/** Parts between which a line may end, in clients without our styles too. */
export const withBreaks = (parts: readonly string[]): Html[] =>
  parts.map((part, index) => (index === 0 ? html`${part}` : html`<wbr />${part}`))

const FIGURES = 'Xem số liệu đầy đủ'

/** To the page of all figures, where there is one. */
export const linkTo = (page: string | undefined): { link?: MailLink } =>
  page === undefined ? {} : { link: { label: FIGURES, href: page } }
export const linkText = (page: string | undefined): string[] => (page === undefined ? [] : [`${FIGURES}: ${page}`])
