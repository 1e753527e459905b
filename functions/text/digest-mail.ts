import { localDateOf } from '../domain/instant.ts'
import type { Digest } from './digest.ts'
import { digestHtml } from './digest-html.ts'
import { digestLetter } from './digest-letter.ts'
import { isLong } from './digest-sections.ts'
import { digestText } from './digest-text.ts'

export type { Digest, DigestCase } from './digest.ts'

export interface RenderedMail {
  subject: string
  html: string
  text: string
  attachments?: { filename: string; contentType: string; content: Uint8Array }[]
}

/**
 * The digest as a mail: worst first, at most 20 cases shown and the rest counted, in HTML and in plain text with the
 * same sentences. An empty digest is not a mail: do not send one.
 */
export function digestMail(digest: Digest): RenderedMail {
  const letter = digestLetter(digest)
  return { subject: letter.subject, html: digestHtml(letter), text: digestText(letter) }
}

/** A digest that does not show all its cases carries them as a workbook. */
export async function digestAttachments(digest: Digest): Promise<NonNullable<RenderedMail['attachments']>> {
  if (!isLong(digest)) return []
  // Few digests are long, and the library is a third of what the function would load to start.
  const { digestWorkbook } = await import('./digest-xlsx.ts')
  const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return [{ filename: `danh-sach-${localDateOf(digest.at)}.xlsx`, contentType, content: await digestWorkbook(digest) }]
}
