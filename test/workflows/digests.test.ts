import { describe, expect, it } from 'vitest'
import { Failing } from '../local/asl-run.ts'
import { run, told } from './machines.ts'
import { mailing, outcomesOf, recipientOf, window } from './mailing.ts'

describe('the digests machine', () => {
  it('waits for its window, plans, mails each recipient, and settles', async () => {
    const outcome = await run('digests', window, mailing(['bmt:focalPoint', 'so-xd:head']))
    expect(told(outcome)).toEqual([
      'planDigests 08:05:00',
      'sendDigest 08:05:00',
      'sendDigest 08:05:00',
      'settleDigests 08:05:00',
    ])
    expect(outcome.calls.at(-1)?.payload).toEqual({
      ...window,
      outcomes: ['bmt:focalPoint', 'so-xd:head'].map((recipient) => ({ recipient, outcome: 'sent' })),
    })
    expect(outcome.error).toBeUndefined()
  })

  it('begins at once where its time has come, as in the morning', async () => {
    const morning = { contract: 1, kind: 'daily', sendAt: '2021-10-29T00:30:00Z' }
    expect(told(await run('digests', morning, mailing([])))).toEqual(['planDigests 08:00:00'])
  })

  it('ends where nobody has anything to be told', async () => {
    const outcome = await run('digests', window, mailing([]))
    expect([outcome.calls.length, outcome.error]).toEqual([1, undefined])
  })

  it('tries a recipient again for a quarter of an hour, while all others get their mail', async () => {
    const everybody = Array.from({ length: 12 }, (_, n) => `agency-${n}:head`)
    const outcome = await run('digests', window, mailing(everybody, { 'agency-1:head': 12 }))
    expect(outcome.error).toBeUndefined()
    const sends = outcome.calls.filter(({ fn }) => fn === 'sendDigest')
    const others = sends.filter(({ payload }) => recipientOf(payload).recipient !== 'agency-1:head')
    expect([others.length, sends.length - others.length]).toEqual([11, 13])
    expect(new Set(others.map(({ at }) => at))).toEqual(new Set([300]))
    expect(outcome.took).toBeLessThan(300 + 15 * 60)
  })

  it('tries whom it could not mail once more, after everybody else was told and the cases too', async () => {
    const outcome = await run('digests', window, mailing(['a:head', 'b:head', 'c:head'], { 'b:head': 14 }))
    expect(outcome.error).toBeUndefined()
    const ends = outcome.calls.filter(({ fn }) => fn === 'settleDigests').map(({ payload }) => outcomesOf(payload))
    expect(ends.map((each) => each.map(({ outcome: one }) => one))).toEqual([['sent', 'failed', 'sent'], ['sent']])
  })

  it('fails where that does not help, and so raises an alarm', async () => {
    const outcome = await run('digests', window, mailing(['a:head', 'b:head', 'c:head'], { 'b:head': 99 }))
    expect(outcome.error).toBe('MailUnavailableError')
    expect(outcome.calls.findLast(({ fn }) => fn === 'settleDigests')?.at).toBeLessThan(outcome.took)
  })

  it('fails at once for mails that SES will never take', async () => {
    const sendDigest = (input: unknown) => ({ recipient: recipientOf(input).recipient, outcome: 'rejected' })
    const outcome = await run('digests', window, { ...mailing(['a:head']), sendDigest })
    expect([outcome.error, outcome.calls.length]).toEqual(['DigestsFailed', 3])
  })

  it('does without the names of those who are left, as the functions of the version before answer', async () => {
    const settleDigests = () => ({ ...window, mails: 0, told: 0, failed: 1 })
    const outcome = await run('digests', window, { ...mailing(['a:head'], { 'a:head': 99 }), settleDigests })
    expect(outcome.error).toBe('DigestsFailed')
  })

  it.each(['planDigests', 'settleDigests'])('fails there when %s cannot be done', async (name) => {
    const fails = () => {
      throw new Failing('ThrottlingException')
    }
    const outcome = await run('digests', window, { ...mailing(['a:head']), [name]: fails })
    expect(outcome.error).toBe('ThrottlingException')
  })

  it('carries thousands of recipients', async () => {
    const everybody = Array.from({ length: 2000 }, (_, n) => `co-quan-thu-${n}:leadDepartment`)
    const outcome = await run('digests', window, mailing(everybody))
    expect([outcome.error, outcome.calls.length]).toEqual([undefined, 2002])
  })
})
