import type { Digest } from './digest.ts'
import { digestHtml } from './digest-html.ts'
import { digestLetter } from './digest-letter.ts'
import { digestText } from './digest-text.ts'

export type { Digest, DigestCase } from './digest.ts'

export interface RenderedMail {
  subject: string
  html: string
  text: string
}

/**
 * The digest as a mail: worst first, at most 30 cases shown and the rest counted, in HTML and in plain text with the
 * same sentences. An empty digest is not a mail: do not send one.
 */
export function digestMail(digest: Digest): RenderedMail {
  const letter = digestLetter(digest)
  return { subject: letter.subject, html: digestHtml(letter), text: digestText(letter) }
}
