import { Hono } from 'hono'
import { html, raw as asIs } from 'hono/html'
import { simpleParser, type ParsedMail } from 'mailparser'

import { localDateOf, localTimeOf } from '../../functions/domain/instant.ts'
import { layout } from './outbox-layout.ts'
import type { Mailbox } from './mailbox.ts'

const PAGE = 100

/**
 * The pages that show sent mail: a list, each mail with its parts, its attachments and its raw form. All is read from
 * disk when asked for, so mail of an earlier run is there too.
 */
export function outbox(mailbox: Mailbox): Hono {
  const app = new Hono()
  app.get('/', async (context) => {
    const names = mailbox.list().toReversed()
    const from = Number(context.req.query('from') ?? 0)
    const mails = await Promise.all(
      names.slice(from, from + PAGE).map(async (name) => ({ name, ...(await headOf(mailbox, name)) })),
    )
    return context.html(listPage({ mails, from, total: names.length }))
  })
  app.get('/:name', async (context) => {
    const mail = await parse(mailbox, context.req.param('name'))
    return mail ? context.html(mailPage(context.req.param('name'), mail)) : context.notFound()
  })
  app.get('/:name/raw', (context) => {
    const raw = mailbox.read(context.req.param('name'))
    return raw ? download(raw, { type: 'message/rfc822', name: context.req.param('name') }) : context.notFound()
  })
  app.get('/:name/html', async (context) => {
    const mail = await parse(mailbox, context.req.param('name'))
    if (!mail?.html) return context.notFound()
    // What a mail contains is shown, never run, and fetches nothing.
    const shown = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    context.header('Content-Security-Policy', `sandbox ${FOLLOWED}; ${shown}`)
    return context.html(mail.html.replace('<head>', '<head><base target="_blank" />'))
  })
  app.get('/:name/attachments/:index', async (context) => {
    const mail = await parse(mailbox, context.req.param('name'))
    const attachment = mail?.attachments[Number(context.req.param('index'))]
    if (!attachment) return context.notFound()
    return download(attachment.content, { type: attachment.contentType, name: attachment.filename ?? 'tep-dinh-kem' })
  })
  return app
}

/** A link in a mail may be followed, to a page of its own, as mail programs do. */
const FOLLOWED = 'allow-popups allow-popups-to-escape-sandbox'

async function parse(mailbox: Mailbox, name: string): Promise<ParsedMail | undefined> {
  const raw = mailbox.read(name)
  return raw && simpleParser(raw)
}

/** Subject and such, without the work of decoding attachments. */
async function headOf(mailbox: Mailbox, name: string): Promise<ParsedMail> {
  const raw = mailbox.read(name) ?? Buffer.alloc(0)
  const end = raw.indexOf('\r\n\r\n')
  const withoutBody = raw.subarray(0, end < 0 ? raw.length : end)
  return simpleParser(withoutBody)
}

const download = (content: Buffer, { type, name }: { type: string; name: string }): Response =>
  new Response(Uint8Array.from(content), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  })

const addresses = (field: ParsedMail['to']): string =>
  [field ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ')

/** `14/10/2021 08:00`, Vietnamese time. */
function timeOf({ date }: ParsedMail): string {
  if (!date) return ''
  const at = date.toISOString()
  return `${localDateOf(at).split('-').toReversed().join('/')} ${localTimeOf(at)}`
}

interface ListProps {
  readonly mails: readonly (ParsedMail & { readonly name: string })[]
  readonly from: number
  readonly total: number
}

const listPage = ({ mails, from, total }: ListProps) =>
  layout(
    'Thư đã gửi',
    html`<p class="quiet">${total === 0 ? 'Chưa có thư nào.' : `${total} thư, mới nhất trước`}</p>
      <table>
        <thead>
          <tr>
            <th>Thời điểm</th>
            <th>Người nhận</th>
            <th>Trích yếu</th>
          </tr>
        </thead>
        <tbody>
          ${mails.map(
            (mail) =>
              html`<tr>
                <td class="time">${timeOf(mail)}</td>
                <td class="to">${addresses(mail.to)}</td>
                <td><a href="/outbox/${mail.name}">${mail.subject || '(không có trích yếu)'}</a></td>
              </tr>`,
          )}
        </tbody>
      </table>
      <nav>
        ${from > 0 ? html`<a href="/outbox?from=${Math.max(from - PAGE, 0)}">‹ Mới hơn</a>` : ''}
        ${from + PAGE < total ? html`<a href="/outbox?from=${from + PAGE}">Cũ hơn ›</a>` : ''}
      </nav>`,
  )

const mailPage = (name: string, mail: ParsedMail) =>
  layout(
    mail.subject || '(không có trích yếu)',
    html`<dl>
        <dt>Từ</dt>
        <dd>${addresses(mail.from)}</dd>
        <dt>Đến</dt>
        <dd>${addresses(mail.to)}</dd>
        ${
          mail.cc
            ? html`<dt>Đồng gửi</dt>
                <dd>${addresses(mail.cc)}</dd>`
            : ''
        }
        <dt>Thời điểm</dt>
        <dd>${timeOf(mail)}</dd>
        ${
          mail.attachments.length > 0
            ? html`<dt>Đính kèm</dt>
                <dd>${mail.attachments.map(attachmentLink(name))}</dd>`
            : ''
        }
      </dl>
      ${mail.html ? html`<iframe sandbox="${FOLLOWED}" src="/outbox/${name}/html" title="Nội dung thư"></iframe>` : ''}
      ${
        mail.text
          ? html`<details ${mail.html ? '' : asIs('open')}>
              <summary>Dạng văn bản</summary>
              <pre>${mail.text}</pre>
            </details>`
          : ''
      }
      <nav><a href="/outbox">‹ Thư đã gửi</a> <a href="/outbox/${name}/raw">Tải tệp .eml</a></nav>`,
  )

const attachmentLink = (name: string) => (attachment: ParsedMail['attachments'][number], index: number) =>
  html`<a class="file" href="/outbox/${name}/attachments/${index}"
    >${attachment.filename ?? attachment.contentType}
    <span class="quiet">${Math.ceil(attachment.size / 1024)} KB</span></a
  >`
