import { describe, expect, it } from 'vitest'
import { stateOf } from '../../functions/domain/document.ts'
import { pendingNotices } from '../../functions/domain/notices.ts'
import { MailRejectedError, MailUnavailableError } from '../../functions/mail/mail-error.ts'
import { sendDigest } from '../../functions/work/send-digest.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { row } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'
import { morning } from '../support/windows.ts'

const escalate = { type: 'escalate' } as const
const idOf = (n: number) => `report:vnpt:pa-${n}`

/** So many reports of one agency, all overdue since Thursday 21/10 17:00, told to nobody yet. */
async function overdue(count: number, agency: string = fieldReport.agency): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05')
  for (let n = 1; n <= count; n += 1)
    await deps.tell(idOf(n), { type: 'registerFieldReport', facts: { ...fieldReport, agency, code: `PA-${n}` } })
  deps.at('2021-10-21 17:00')
  for (let n = 1; n <= count; n += 1) await deps.tell(idOf(n), escalate)
  return deps
}

/** Beside Buôn Ma Thuột's PA-1 one of the department. */
async function twoAgencies(): Promise<TestDeps> {
  const deps = await overdue(1)
  const facts = { ...fieldReport, agency: 'so-xd', code: 'XD' }
  await deps.tell('report:vnpt:xd', { type: 'registerFieldReport', facts })
  await deps.tell('report:vnpt:xd', escalate)
  return deps
}

/** No mail reaches Buôn Ma Thuột, until mended. */
function refuse({ mailer }: TestDeps, error: Error): () => void {
  const send = mailer.send.bind(mailer)
  mailer.send = (mail) => (mail.to.includes('bmt') ? Promise.reject(error) : send(mail))
  return () => {
    mailer.send = send
  }
}
const pending = async (deps: TestDeps, n: number) => pendingNotices(stateOf(await deps.document(idOf(n)))).length

describe('the digest', () => {
  it('is one mail for a thousand cases of one agency', async () => {
    const deps = await overdue(1000)
    expect(await morning(deps, '2021-10-22 07:30')).toMatchObject({ mails: 1, told: 1000, failed: 0 })
    expect(deps.sentMails().map((mail) => mail.to)).toEqual(['dau-moi.bmt@daklak.example'])
    expect(await pending(deps, 1)).toBe(0)
  })

  it('is sent once, however often the same event is delivered', async () => {
    const deps = await overdue(3)
    await morning(deps, '2021-10-22 07:30')
    expect(await morning(deps, '2021-10-22 07:30')).toMatchObject({ mails: 0 })
    expect(deps.sentMails()).toHaveLength(1)
  })

  it('waits for a working day', async () => {
    const deps = await overdue(1)
    expect(await morning(deps, '2021-10-23 07:30')).toMatchObject({ mails: 0 })
    expect(await morning(deps, '2021-10-25 07:30')).toMatchObject({ mails: 1 })
  })

  it('drops what is no longer true at the moment of sending, and says so in the timeline', async () => {
    const deps = await overdue(2)
    deps.at('2021-10-21 18:00')
    await deps.tell(idOf(1), { type: 'resolve', outcome: 'resolved' })
    expect(await morning(deps, '2021-10-22 07:30')).toMatchObject({ mails: 1, told: 1, dropped: 1 })
    expect((await deps.document(idOf(1))).entries.at(-1)?.event).toMatchObject({
      type: 'noticeSettled',
      how: 'dropped',
    })
    expect(deps.sentMails()[0]?.text).not.toContain('PA-1')
    expect(deps.sentMails()[0]?.text).toContain('PA-2')
  })

  it('leaves a notice waiting whose agency has no contact, and reports it every time', async () => {
    const deps = await overdue(1, 'vnpt')
    expect(await morning(deps, '2021-10-22 07:30')).toMatchObject({ mails: 0, withoutContact: 1 })
    expect(await pending(deps, 1)).toBe(1)
  })

  it('finds everything taken where it is started twice at the same time, and each mail is sent once', async () => {
    const deps = await overdue(3)
    const both = await Promise.all([morning(deps, '2021-10-22 07:30'), morning(deps, '2021-10-22 07:30')])
    expect(deps.sentMails()).toHaveLength(1)
    expect(both.map(({ mails }) => mails)).toContain(1)
    expect(await pending(deps, 1)).toBe(0)
  })

  it('sends to the others when one mail fails, and that one when it is tried again', async () => {
    const deps = await twoAgencies()
    const mend = refuse(deps, new MailUnavailableError('Throttling'))
    expect(await morning(deps, '2021-10-22 07:30')).toMatchObject({ mails: 1, failed: 1, left: ['bmt:focalPoint'] })
    expect(deps.sentMails().map((mail) => mail.to)).toEqual(['dau-moi.so-xd@daklak.example'])
    expect(await pending(deps, 1)).toBe(1)
    mend()
    deps.at('2021-10-22 07:32')
    const friday = { kind: 'daily', sendAt: vn('2021-10-22 07:30') } as const
    expect(await sendDigest(deps, friday, 'bmt:focalPoint')).toEqual({ outcome: 'sent', fresh: true })
    expect(deps.sentMails()).toHaveLength(2)
  })

  it('reports a mailbox that SES refuses, tries it no more in this window, and tells it all when it is mended', async () => {
    const deps = await twoAgencies()
    const mend = refuse(deps, new MailRejectedError('Domain contains illegal character'))
    expect(await morning(deps, '2021-10-22 07:30')).toMatchObject({ mails: 1, failed: 1, left: [] })
    const mail = await deps.mails.load('bmt:focalPoint', '2021-10-22T07:30')
    expect(mail).toMatchObject({ status: 'abandoned', reason: 'MailRejectedError' })
    mend()
    expect(await morning(deps, '2021-10-25 07:30')).toMatchObject({ mails: 1, told: 1, failed: 0 })
    expect(await pending(deps, 1)).toBe(0)
  })

  it('leaves a window alone that is over a day old: its mail would tell of another day', async () => {
    const deps = await overdue(1)
    deps.at('2021-10-23 08:00')
    const friday = { kind: 'daily', sendAt: vn('2021-10-22 07:30') } as const
    expect(await sendDigest(deps, friday, 'bmt:focalPoint')).toEqual({ outcome: 'nothing', fresh: false })
    expect(await morning(deps, '2021-10-25 07:30')).toMatchObject({ mails: 1 })
  })

  it('takes as many notices as an item of the table holds, and the rest the next time', async () => {
    const deps = await overdue(2001)
    expect(await morning(deps, '2021-10-22 07:30')).toMatchObject({ mails: 1, told: 2000, failed: 0 })
    expect(await morning(deps, '2021-10-25 07:30')).toMatchObject({ mails: 1, told: 1, failed: 0 })
  })

  it('tells each role of an agency what is for it, and nothing that is for another', async () => {
    const steps = [{ level: 1, offset: { amount: 0, unit: 'workingDays' }, recipients: ['head'] }]
    const deps = await testDeps('2021-10-18 09:05', row('policy', 'fieldReport:rac-thai', { steps }))
    for (const [n, category] of [
      [1, 'giao-thong'],
      [2, 'rac-thai'],
    ] as const) {
      const facts = { ...fieldReport, category, code: `PA-${n}`, due: vn('2021-10-21 17:00') }
      await deps.tell(idOf(n), { type: 'registerFieldReport', facts })
    }
    deps.at('2021-10-21 17:00')
    for (const n of [1, 2]) await deps.tell(idOf(n), escalate)
    expect(await morning(deps, '2021-10-22 07:30')).toMatchObject({
      recipients: ['bmt:focalPoint', 'bmt:head'],
      told: 2,
    })
    const told = deps.sentMails().map(({ to, text }) => [to, [1, 2].filter((n) => text.includes(`PA-${n}`))])
    expect(told).toEqual([
      ['dau-moi.bmt@daklak.example', [1]],
      ['lanh-dao.bmt@daklak.example', [2]],
    ])
  })

  it('goes to the mailbox registered for all agencies where the role is not the agency’s own', async () => {
    const lead = { agency: 'so-xd', role: 'leadDepartment', email: 'dau-moi.so-tttt@daklak.example' }
    const policy = { steps: [{ level: 1, offset: { amount: 0, unit: 'workingDays' }, recipients: ['leadDepartment'] }] }
    const deps = await testDeps(
      '2021-10-18 09:05',
      row('contact', '*:leadDepartment', lead),
      row('policy', 'fieldReport:giao-thong', policy),
    )
    for (const [n, agency] of [
      [1, 'bmt'],
      [2, 'so-xd'],
    ] as const)
      await deps.tell(idOf(n), { type: 'registerFieldReport', facts: { ...fieldReport, agency, code: `PA-${n}` } })
    deps.at('2021-10-21 17:00')
    for (const n of [1, 2]) await deps.tell(idOf(n), escalate)
    expect(await morning(deps, '2021-10-22 07:30')).toMatchObject({ mails: 1, told: 2 })
    expect(deps.sentMails()[0]?.text).not.toContain('/answers/')
  })

  it('leads the one who must act to a page on which to answer', async () => {
    const deps = await overdue(1)
    await morning(deps, '2021-10-22 07:30')
    const link = 'https://api.example/answers/2021-10-22T07:30.bmt:focalPoint'
    expect(deps.sentMails()[0]?.text).toContain(`${link}\n`)
  })
})
