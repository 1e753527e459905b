import { describe, expect, it } from 'vitest'
import { stateOf } from '../../functions/domain/document.ts'
import { pendingNotices } from '../../functions/domain/notices.ts'
import { sendDigests } from '../../functions/work/digest.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { row } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'

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

const digest = async (deps: TestDeps, at: string) => {
  deps.at(at)
  return sendDigests(deps, vn(at))
}
const pending = async (deps: TestDeps, n: number) => pendingNotices(stateOf(await deps.document(idOf(n)))).length

describe('the digest', () => {
  it('is one mail for a thousand cases of one agency', async () => {
    const deps = await overdue(1000)
    expect(await digest(deps, '2021-10-22 07:30')).toMatchObject({ mails: 1, told: 1000, failed: 0 })
    expect(deps.sentMails().map((mail) => mail.to)).toEqual(['dau-moi.bmt@daklak.example'])
    expect(await pending(deps, 1)).toBe(0)
  })

  it('is sent once, however often the same event is delivered', async () => {
    const deps = await overdue(3)
    await digest(deps, '2021-10-22 07:30')
    expect(await digest(deps, '2021-10-22 07:30')).toMatchObject({ mails: 0 })
    expect(deps.sentMails()).toHaveLength(1)
  })

  it('waits for a working day', async () => {
    const deps = await overdue(1)
    expect(await digest(deps, '2021-10-23 07:30')).toMatchObject({ mails: 0 })
    expect(await digest(deps, '2021-10-25 07:30')).toMatchObject({ mails: 1 })
  })

  it('drops what is no longer true at the moment of sending, and says so in the timeline', async () => {
    const deps = await overdue(2)
    deps.at('2021-10-21 18:00')
    await deps.tell(idOf(1), { type: 'resolve', outcome: 'resolved' })
    expect(await digest(deps, '2021-10-22 07:30')).toMatchObject({ mails: 1, told: 1, dropped: 1 })
    expect((await deps.document(idOf(1))).entries.at(-1)?.event).toMatchObject({
      type: 'noticeSettled',
      how: 'dropped',
    })
    expect(deps.sentMails()[0]?.text).not.toContain('PA-1')
    expect(deps.sentMails()[0]?.text).toContain('PA-2')
  })

  it('leaves a notice waiting whose agency has no contact, and reports it every time', async () => {
    const deps = await overdue(1, 'vnpt')
    expect(await digest(deps, '2021-10-22 07:30')).toMatchObject({ mails: 0, withoutContact: 1 })
    expect(await pending(deps, 1)).toBe(1)
  })

  it('sends to the others when one mail fails, and takes that one up on the retry', async () => {
    const deps = await overdue(1)
    await deps.tell('report:vnpt:xd', {
      type: 'registerFieldReport',
      facts: { ...fieldReport, agency: 'so-xd', code: 'XD' },
    })
    await deps.tell('report:vnpt:xd', escalate)
    const send = deps.mailer.send.bind(deps.mailer)
    let down = true
    deps.mailer.send = (mail) =>
      down && mail.to.includes('bmt') ? Promise.reject(new Error('SES is down')) : send(mail)
    await expect(digest(deps, '2021-10-22 07:30')).rejects.toThrow('1 mails')
    expect(deps.sentMails().map((mail) => mail.to)).toEqual(['dau-moi.so-xd@daklak.example'])
    expect(await pending(deps, 1)).toBe(1)
    down = false
    deps.at('2021-10-22 07:32')
    expect(await sendDigests(deps, vn('2021-10-22 07:30'))).toMatchObject({ mails: 1, failed: 0 })
    expect(await pending(deps, 1)).toBe(0)
  })

  it('only marks what SES had accepted before the run died', async () => {
    const deps = await overdue(1)
    const killed = { ...deps.cases, save: () => Promise.reject(new Error('killed')) }
    deps.at('2021-10-22 07:30')
    await expect(sendDigests({ ...deps, cases: killed }, vn('2021-10-22 07:30'))).rejects.toThrow('killed')
    expect(deps.sentMails()).toHaveLength(1)
    expect(await digest(deps, '2021-10-25 07:30')).toMatchObject({ mails: 0 })
    expect(deps.sentMails()).toHaveLength(1)
    expect(await pending(deps, 1)).toBe(0)
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
    expect(await digest(deps, '2021-10-22 07:30')).toMatchObject({ mails: 1, told: 2 })
  })
})
