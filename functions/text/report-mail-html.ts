import { blocksHtml, tilesHtml, type Part } from './blocks-html.ts'
import { look, type LookName } from './digest-looks.ts'
import { html, type Html } from './html.ts'
import { mailFrame } from './mail-frame.ts'
import { mailLink, type MailLink } from './mail-link.ts'
import type { Block } from './report-blocks.ts'
import type { Tile } from './report-tiles.ts'

interface MailPage {
  subject: string
  signature: string
  marking?: string
  tiles?: readonly Tile[]
  blocks: readonly Block[]
  link?: MailLink
}

/** The report's mail in the looks of the digest. */
export const mailPage = ({ subject, signature, marking, tiles = [], blocks, link }: MailPage): string =>
  mailFrame({
    subject,
    signature,
    body: html`${marking === undefined ? undefined : html`<p ${look('summary')}>${marking}</p>`}
      ${tilesHtml(tiles, attributes)} ${link && mailLink(link)} ${blocksHtml(blocks, attributes)}
      <p ${look('closing')}><strong>${signature}</strong></p>`,
  })

const looks = {
  heading: 'dueSoon',
  paragraph: 'paragraph',
  items: 'items',
  caption: 'contact',
  scroll: 'fact',
  figures: 'table',
  head: 'figureHead',
  numberHead: 'numberHead',
  label: 'label',
  figure: 'figure',
  tiles: 'tiles',
  tile: 'tile',
  tileValue: 'tileValue',
  tileNote: 'muted',
} satisfies Record<Part, LookName>

const attributes = (part: Part): Html => look(looks[part])
