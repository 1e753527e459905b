import { describe, expect, it } from 'vitest'
import { inMemoryMailer } from '../../functions/mail/mailer.ts'
import { mailOf } from './mail-builder.ts'

describe('inMemoryMailer', () => {
  it('keeps what was sent, in order, and gives each mail an id of its own', async () => {
    const mailer = inMemoryMailer()
    const mail = mailOf({ id: 'first' })

    const answers = [await mailer.send(mail), await mailer.send(mailOf({ id: 'second' }))]
    mail.subject = 'changed afterwards'

    expect(answers).toEqual([{ messageId: 'memory-1' }, { messageId: 'memory-2' }])
    expect(mailer.sent.map(({ id }) => id)).toEqual(['first', 'second'])
    expect(mailer.sent[0]?.subject).toBe(mailOf().subject)
  })
})
