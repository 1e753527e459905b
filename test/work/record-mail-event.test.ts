import { describe, expect, it } from 'vitest'
import type { DeliveryEvent } from '../../functions/domain/delivery.ts'
import { mailIdOf } from '../../functions/store/mail-store.ts'
import { closeIncident, listIncidents } from '../../functions/work/incidents.ts'
import { recordMailEvent, UnknownMailError } from '../../functions/work/record-mail-event.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
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

describe('mails that bounce softly', () => {
  type Outcome = typeof soft | typeof delivered
  const soft = { type: 'bounced', permanent: false, why: 'MailboxFull' } as const
  const delivered = { type: 'delivered' } as const
  const days = ['2021-10-22', '2021-10-25', '2021-10-26', '2021-10-27', '2021-10-28', '2021-10-29']
  const weekly = row('policy', 'fieldReport:giao-thong', {
    steps: [
      {
        level: 1,
        offset: { amount: 0, unit: 'workingDays' },
        recipients: ['focalPoint'],
        repeat: { every: { amount: 1, unit: 'workingDays' }, times: 9 },
      },
    ],
  })

  /** One mail each morning, and what SES tells of it. */
  async function mornings(...outcomes: Outcome[][]): Promise<TestDeps> {
    const deps = await testDeps('2021-10-18 09:05', weekly)
    await deps.tell(caseId, { type: 'registerFieldReport', facts: fieldReport })
    deps.at('2021-10-21 17:00')
    await deps.tell(caseId, { type: 'escalate' })
    for (const [n, events] of outcomes.entries()) {
      const day = days[n] ?? ''
      await morning(deps, `${day} 07:30`)
      for (const event of events)
        await recordMailEvent(deps, mailIdOf({ recipient, window: `${day}T07:30` }), {
          ...event,
          sesId: `memory-${n + 1}`,
          at: vn(`${day} 07:31`),
        })
      deps.at(`${day} 17:00`)
      await deps.tell(caseId, { type: 'escalate' })
    }
    return deps
  }
  const opened = async (deps: TestDeps) => (await open(deps)).map(({ what, cause }) => `${what.why} ${cause}`)

  it('are an incident at the third in a row, and the next mail goes to somebody else', async () => {
    const deps = await mornings([soft], [soft], [soft], [])
    expect(await opened(deps)).toEqual(['keptBouncing memory-3'])
    expect(addresses(deps)).toEqual([own, own, own, head])
  })

  it.each([
    ['two', [[soft], [soft], []]],
    ['three with one between that arrived', [[soft], [soft], [delivered], [soft], []]],
    ['absence notes, which follow a delivery', [[delivered, soft], [delivered, soft], [delivered, soft], []]],
  ])('are none where they are %s', async (_, outcomes) => {
    const deps = await mornings(...outcomes)
    expect(await opened(deps)).toEqual([])
    expect(new Set(addresses(deps))).toEqual(new Set([own]))
  })

  it('are counted anew once an operator has said that the mailbox is mended', async () => {
    const deps = await mornings([soft], [soft], [soft])
    const operator = { role: 'operator', id: 'truc' } as const
    await closeIncident(deps, operator, { id: `undeliverable~${recipient}~1`, reason: 'Đã dọn hộp thư' })
    for (const [day, left] of [
      ['2021-10-27', 0],
      ['2021-10-28', 0],
      ['2021-10-29', 1],
    ] as const) {
      await morning(deps, `${day} 07:30`)
      await recordMailEvent(deps, mailIdOf({ recipient, window: `${day}T07:30` }), about(soft, `memory-${day}`))
      expect(await opened(deps)).toHaveLength(left)
      deps.at(`${day} 17:00`)
      await deps.tell(caseId, { type: 'escalate' })
    }
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

  it('at the alternate mailbox, too, is another incident, and the next one goes to the head', async () => {
    const alternate = 'du-phong.bmt@daklak.example'
    const value = { agency: 'bmt', role: 'focalPoint', email: own, alternate }
    const deps = await told(['contact', recipient, value, '2021-01-02'])
    await tell(deps, bounced)
    await morning(deps, monday)
    const second = about({ type: 'bounced', permanent: true }, 'memory-2')
    await recordMailEvent(deps, mailIdOf({ recipient, window: '2021-10-25T07:30' }), second)
    expect(await open(deps)).toMatchObject([{ number: 1 }, { number: 2, cause: 'memory-2' }])
    await morning(deps, '2021-10-26 07:30')
    expect(addresses(deps)).toEqual([own, alternate, head])
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
