import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'

import { Mailbox } from '../../infra/local/mailbox.ts'
import { outbox } from '../../infra/local/outbox.ts'

const NOW = Date.UTC(2021, 9, 15, 0, 30)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outbox-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function post(subject: string, to = 'so-xd@daklak.example'): Promise<void> {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await composer.sendMail({
    from: 'Đôn đốc <don-doc@ioc.example>',
    to,
    subject,
    date: new Date(NOW),
    text: 'Kính gửi <b>',
    html: '<p>Kính gửi</p><script>alert(1)</script>',
    attachments: [{ filename: 'Báo cáo.pdf', content: Buffer.from('%PDF-1') }],
  })
  new Mailbox(folder).add({ at: NOW, recipients: [to], raw: z.instanceof(Buffer).parse(message) })
}

const page = async (path: string) => {
  const response = await outbox(new Mailbox(folder)).request(path)
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const first = () => new Mailbox(folder).list()[0]!

describe('the outbox', () => {
  it('lists mail of this and of earlier runs, the newest first, in Vietnamese time', async () => {
    await post('Nhắc hạn <1>')
    await post('Đôn đốc lần 2')
    const { text } = await page('/')
    expect(text).toContain('2 thư, mới nhất trước')
    expect(text.indexOf('Đôn đốc lần 2')).toBeLessThan(text.indexOf('Nhắc hạn &lt;1&gt;'))
    expect(text).toContain('15/10/2021 07:30')
    expect(text).toContain('so-xd@daklak.example')
  })

  it('says that there is none', async () => {
    expect((await page('/')).text).toContain('Chưa có thư nào.')
  })

  it('turns its pages', async () => {
    const mailbox = new Mailbox(folder)
    for (let n = 0; n < 101; n++)
      mailbox.add({ at: NOW, recipients: ['a@b'], raw: Buffer.from(`Subject: s${n}.\r\n\r\n`) })
    expect((await page('/')).text).toContain('href="/outbox?from=100"')
    const { text } = await page('/?from=100')
    expect(text).toContain('s0.')
    expect(text).not.toContain('s1.')
  })

  it('shows a mail with its parts', async () => {
    await post('Đôn đốc lần 1')
    const { text } = await page(`/${first()}`)
    expect(text).toContain('<h1>Đôn đốc lần 1</h1>')
    expect(text).toContain(`src="/outbox/${first()}/html"`)
    expect(text).toContain('Kính gửi &lt;b&gt;')
    expect(text).toContain('Báo cáo.pdf')
  })

  it('lets nothing in a mail run or fetch', async () => {
    await post('a')
    const { headers, text } = await page(`/${first()}/html`)
    expect(text).toContain('<p>Kính gửi</p>')
    expect(headers.get('content-security-policy')).toMatch(
      /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/,
    )
  })

  it('gives out attachments and the raw mail', async () => {
    await post('a')
    const attachment = await page(`/${first()}/attachments/0`)
    expect(attachment.text).toBe('%PDF-1')
    expect(attachment.headers.get('content-disposition')).toContain(encodeURIComponent('Báo cáo.pdf'))
    expect((await page(`/${first()}/raw`)).text).toContain('Subject:')
  })

  it.each(['/none.eml', '/none.eml/raw', '/none.eml/html', '/..%2Fpackage.json', '/none.eml/attachments/0'])(
    'has no %s',
    async (path) => {
      await post('a')
      expect((await page(path)).status).toBe(404)
    },
  )
})
