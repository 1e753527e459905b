import { describe, expect, it } from 'vitest'
import type { DeliveryEvent } from '../../functions/domain/delivery.ts'
import { mailIdOf } from '../../functions/store/mail-store.ts'
import { listIncidents } from '../../functions/work/incidents.ts'
import { recordMailEvent, UnknownMailError } from '../../functions/work/record-mail-event.ts'
import { testDeps } from '../support/deps.ts'
import { row } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'
import { minute, morning } from '../support/windows.ts'
import {
  caseId,
  recipient,
  own,
  head,
  friday,
  monday,
  mailId,
  addresses,
  waiting,
  told,
  about,
  bounced,
  sent,
  tell,
  open,
} from '../support/bounced-mail.ts'

describe('a mail that arrives', () => {
  it('is kept as it was told, and nothing else happens', async () => {
    const deps = await told()
    const events: DeliveryEvent[] = [
      sent,
      about({ type: 'delayed' }),
      { type: 'delivered', sesId: 'memory-1', at: vn('2021-10-22 07:40') },
    ]
    await tell(deps, ...events)
    expect(await deps.deliveries.eventsOf(mailId)).toEqual(events)
    expect(await waiting(deps)).toEqual([])
    expect(await open(deps)).toEqual([])
  })

  it('is not undone by an absence note, which SES calls a transient bounce', async () => {
    const deps = await told()
    await tell(deps, about({ type: 'bounced', permanent: false }))
    expect(await waiting(deps)).toEqual([])
    expect(await open(deps)).toEqual([])
  })
})

describe('a mail that bounces', () => {
  it('is an incident, and its notices go to the alternate mailbox with the next digest', async () => {
    const value = { agency: 'bmt', role: 'focalPoint', email: own, alternate: 'du-phong.bmt@daklak.example' }
    const deps = await told(['contact', recipient, value, '2021-01-02'])
    await tell(deps, sent, bounced)
    expect(await waiting(deps)).toEqual(['focalPoint'])
    expect(await open(deps)).toMatchObject([
      { subject: recipient, since: bounced.at, what: { why: 'bounced' }, number: 1 },
    ])
    await morning(deps, monday)
    expect(addresses(deps)).toEqual([own, 'du-phong.bmt@daklak.example'])
    expect(await waiting(deps)).toEqual([])
    expect(deps.metrics.get('mailboxesUndeliverable')).toEqual([0, 1])
  })

  it('goes to the head of the agency where it has no alternate', async () => {
    const deps = await told()
    await tell(deps, bounced)
    await morning(deps, monday)
    expect(addresses(deps)).toEqual([own, head])
  })

  it('leaves its notices waiting, and reported, where nobody else can be told', async () => {
    const value = { agency: 'bmt', role: 'head', email: own }
    const deps = await told(['contact', 'bmt:head', value, '2021-01-02'])
    await tell(deps, bounced)
    expect(await morning(deps, monday)).toMatchObject({ mails: 0, withoutContact: 1 })
    expect(await waiting(deps)).toEqual(['focalPoint'])
  })

  it.each([
    ['twice', [sent, bounced, bounced, sent]],
    ['before it was sent', [bounced, sent]],
  ])('is one incident and one new mail, though it is told %s', async (_, events) => {
    const deps = await told()
    await tell(deps, ...events)
    await morning(deps, monday)
    await tell(deps, bounced)
    expect(await waiting(deps)).toEqual([])
    expect(await deps.incidents.ofKind('undeliverable')).toHaveLength(1)
    expect(addresses(deps)).toEqual([own, head])
  })

  it('at once is told to somebody else at once', async () => {
    const step = { level: 1, offset: { amount: 0, unit: 'hours' }, recipients: ['focalPoint'], delivery: 'immediate' }
    const policy = { sendingHours: 'any', steps: [step] }
    const deps = await testDeps('2021-10-18 09:05', row('policy', 'fieldReport:giao-thong', policy))
    await deps.tell(caseId, { type: 'registerFieldReport', facts: fieldReport })
    deps.at('2021-10-21 17:00')
    await deps.tell(caseId, { type: 'escalate' })
    await minute(deps, '2021-10-21 17:01')
    deps.at('2021-10-21 17:02')
    await recordMailEvent(deps, mailIdOf({ recipient, window: '2021-10-21T17:01-immediate' }), bounced)
    await minute(deps, '2021-10-21 17:06')
    expect(addresses(deps)).toEqual([own, head])
  })

  it('is the same where SES tells of a complaint', async () => {
    const deps = await told()
    await tell(deps, about({ type: 'complained', why: 'abuse' }))
    expect(await open(deps)).toMatchObject([{ what: { why: 'complained' } }])
    expect(await waiting(deps)).toEqual(['focalPoint'])
  })

  it('is tried again at the same mailbox where SES itself would not take it', async () => {
    const deps = await told()
    await tell(deps, about({ type: 'rejected', why: 'Bad content' }))
    expect(await open(deps)).toEqual([])
    await morning(deps, monday)
    expect(addresses(deps)).toEqual([own, own])
  })

  it('is not sent again for the bounce of a copy that the table does not count', async () => {
    const deps = await told()
    await tell(deps, about({ type: 'bounced', permanent: true }, 'memory-0'))
    expect(await open(deps)).toHaveLength(1)
    expect(await waiting(deps)).toEqual([])
  })

  it('and that the table does not hold is told to somebody', async () => {
    const deps = await testDeps(friday)
    for (const id of [mailId, 'not ours'])
      await expect(recordMailEvent(deps, id, bounced)).rejects.toThrow(UnknownMailError)
    await recordMailEvent(deps, mailId, sent)
  })

  it('holds no address but in the mail itself', async () => {
    const deps = await told()
    await tell(deps, bounced)
    const listed = [await listIncidents(deps, {}), await deps.deliveries.eventsOf(mailId)]
    expect(JSON.stringify(listed)).not.toContain('@')
  })
})
