import { describe, expect, it } from 'vitest'
import { simpleParser } from 'mailparser'
import { composeMime } from '../../functions/mail/mime.ts'
import { readForm } from '../../functions/work/answer-form.ts'
import { signLink } from '../../functions/work/answer-link.ts'
import { answerMail } from '../../functions/work/answer-mail.ts'
import { listIncidents } from '../../functions/work/incidents.ts'
import { openAnswers } from '../../functions/work/open-answers.ts'
import { addresses, bounced, caseId, head, monday, own, recipient, tell, told } from '../support/bounced-mail.ts'
import { vn } from '../support/scenario.ts'
import { morning } from '../support/windows.ts'

const secret = 'K'.repeat(64)

describe('what goes wrong elsewhere with mail', () => {
  it('auto-reply loops', async () => {
    // given a digest as it was handed over; that nothing receives mail is tested of the template
    const [mail] = (await told()).sentMails()
    if (mail === undefined) throw new Error('no mail')
    const sent = await simpleParser(Buffer.from(await composeMime(mail, { sender: 'a@b.vn', inReplyTo: undefined })))
    // then it says that a machine wrote it, to whatever answers absent people’s mail
    expect(sent.headers.get('auto-submitted')).toBe('auto-generated')
    expect(sent.headers.get('x-auto-response-suppress')).toBe('All')
    expect(sent.text).toContain('xin không trả lời')
  })

  it('a mail scanner consumed the link', async () => {
    const deps = await told()
    const link = { ...deps, linkSecrets: async () => [secret] }
    const token = signLink(secret, { recipient, window: '2021-10-22T07:30' }, vn('2021-10-22 07:30'))
    // when scanners open it before the person does
    const before = await deps.document(caseId)
    for (let scanners = 0; scanners < 3; scanners += 1)
      expect(await openAnswers(link, token)).toMatchObject({ type: 'open' })
    expect(await deps.document(caseId)).toEqual(before)
    // then it takes the person's answer all the same
    const opened = await openAnswers(link, token)
    const form = readForm({ form: 'f-1', all: 'yes', answer: 'acknowledge' }, await deps.registry.current())
    if (opened.type === 'refused' || form.type !== 'complete') throw new Error(`${opened.type}, ${form.type}`)
    await answerMail(link, opened.mail, { token, ...form })
    expect((await deps.document(caseId)).entries.at(-1)?.event).toEqual({ type: 'acknowledged' })
  })

  it('nobody noticed that an agency’s address bounced', async () => {
    const deps = await told()
    await tell(deps, bounced)
    // then it is there for everybody to see, alarms every morning, and somebody else is told
    expect(await listIncidents(deps, {})).toMatchObject({
      incidents: [{ kind: 'undeliverable', subject: recipient }],
    })
    await morning(deps, monday)
    expect(deps.metrics.get('mailboxesUndeliverable')?.at(-1)).toBe(1)
    expect(addresses(deps)).toEqual([own, head])
  })
})
