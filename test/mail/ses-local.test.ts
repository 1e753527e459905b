import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { sesMailer } from '../../functions/mail/ses-mailer.ts'
import { digestMail } from '../../functions/text/digest-mail.ts'
import { digestOf, dossier, fieldReport, many } from '../text/digest-builder.ts'
import { mailOf } from './mail-builder.ts'
import { clientAt, portOf } from './ses-double.ts'

/** CommonJS with a `default`, which test runner and Node would unwrap differently. */
const sesLocal: { default: (config: { host: string; port: number }) => Promise<Server> } = createRequire(
  import.meta.url,
)('aws-ses-v2-local')

let server: Server
let port: number

beforeAll(async () => {
  server = await sesLocal.default({ host: '127.0.0.1', port: 0 })
  port = portOf(server)
})
afterAll(() => server.close())

const store = z.object({
  emails: z.array(
    z.object({
      messageId: z.string(),
      from: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
      subject: z.string(),
      body: z.object({ text: z.string(), html: z.string() }),
      attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), content: z.string() })),
    }),
  ),
})

/** The last mail, as a mail program reads it. */
async function received() {
  const { emails } = store.parse(await (await fetch(`http://127.0.0.1:${port}/store`)).json())
  return emails.at(-1)
}

const mailer = () => sesMailer({ client: clientAt(port), sender: 'don-doc@daklak.example', configurationSet: 'dondoc' })

describe('a mail read by its recipient', () => {
  it('has every Vietnamese letter of sender, subject, text and HTML', async () => {
    const mail = mailOf({ ...digestMail(digestOf({ overdue: many(40, dossier), dueSoon: [fieldReport] })) })
    const { messageId } = await mailer().send(mail)

    const read = await received()
    expect(read).toMatchObject({
      messageId,
      from: '"Hệ thống Đôn đốc" <don-doc@daklak.example>',
      destination: { to: ['dau-moi.so-xd@daklak.example'] },
      subject: mail.subject,
      attachments: [],
    })
    expect(read?.body.text.trim()).toBe(mail.text.trim())
    expect(read?.body.html.trim()).toBe(mail.html.trim())
  })

  it('has its attachments, byte for byte, under Vietnamese names', async () => {
    const content = Uint8Array.from({ length: 5000 }, (_, index) => index % 256)
    const attachments = [
      { filename: 'Báo cáo số 110 – tuần 43.pdf', contentType: 'application/pdf', content },
      {
        filename: 'so-lieu.xlsx',
        contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        content,
      },
    ]
    await mailer().send(mailOf({ attachments }))

    const read = await received()
    expect(read?.attachments.map(({ filename, contentType }) => ({ filename, contentType }))).toEqual(
      attachments.map(({ filename, contentType }) => ({ filename, contentType })),
    )
    for (const each of read?.attachments ?? []) expect(Buffer.from(each.content, 'base64').equals(content)).toBe(true)
  })
})
