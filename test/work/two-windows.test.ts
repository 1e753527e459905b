import { describe, expect, it } from 'vitest'
import { stateOf } from '../../functions/domain/document.ts'
import { pendingNotices } from '../../functions/domain/notices.ts'
import { mailIdOf } from '../../functions/store/mail-store.ts'
import type { DigestRun } from '../../functions/work/digest-run.ts'
import { sendDigest } from '../../functions/work/send-digest.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { Killed, mortal } from '../support/mortal.ts'
import { row } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'
import { minute, morning } from '../support/windows.ts'

const id = 'report:vnpt:pa-1'
const recipient = 'bmt:focalPoint'
const at = (kind: 'daily' | 'immediate', time: string) => ({ kind, sendAt: vn(time) }) as const
const DAILY = at('daily', '2021-10-22 07:30')
const MINUTE = at('immediate', '2021-10-22 07:30')

/** PA-1 fell due on Thursday at closing, and is told at once: on Friday at 07:00. */
async function immediate(): Promise<TestDeps> {
  const steps = [
    { level: 1, offset: { amount: 0, unit: 'workingDays' }, recipients: ['focalPoint'], delivery: 'immediate' },
  ]
  const deps = await testDeps('2021-10-18 09:05', row('policy', 'fieldReport:giao-thong', { steps }))
  await deps.tell(id, { type: 'registerFieldReport', facts: fieldReport })
  deps.at('2021-10-21 17:00')
  await deps.tell(id, { type: 'escalate' })
  deps.at('2021-10-22 07:30')
  return deps
}

const pending = async (deps: TestDeps) => pendingNotices(stateOf(await deps.document(id))).length

/** Claims, and dies before it sends. */
const claimAndDie = async (deps: TestDeps, run: DigestRun): Promise<void> => {
  const { steps, deps: process } = mortal(deps)
  const dry = await sendDigest(
    { ...process, mailer: { send: () => Promise.reject(new Killed()) } },
    run,
    recipient,
  ).catch((error: unknown) => error)
  expect([dry, steps.includes('mails.claim')]).toEqual([expect.any(Killed), true])
}

describe('two windows at the same time', () => {
  it('never hold the same notice: the second finds it on its way', async () => {
    const deps = await immediate()
    await claimAndDie(deps, MINUTE)
    expect(await sendDigest(deps, DAILY, recipient)).toEqual({ outcome: 'nothing', fresh: false })
  })

  it('that have both collected it see each other: who claims second gives way', async () => {
    // given a morning window that has read what others hold, and while it reads the cases is overtaken
    const deps = await immediate()
    const overtaken = {
      ...deps,
      cases: {
        ...deps.cases,
        loadMany: async (ids: readonly string[]) => {
          await claimAndDie(deps, MINUTE)
          return deps.cases.loadMany(ids)
        },
      },
    }
    // when it claims
    const outcome = sendDigest(overtaken, DAILY, recipient)
    // then it gives way and is tried again
    await expect(outcome).rejects.toThrow(mailIdOf({ recipient, window: '2021-10-22T07:30' }))
    expect(deps.sentMails()).toEqual([])
    // and the notice goes out once, when the first one's lease has ended
    deps.at('2021-10-22 07:33')
    const [first, second] = [await sendDigest(deps, MINUTE, recipient), await sendDigest(deps, DAILY, recipient)]
    expect([first.outcome, second.outcome]).toEqual(['sent', 'nothing'])
    expect(deps.sentMails()).toHaveLength(1)
  })

  it('have windows of their own: the morning’s mail does not take the minute’s place', async () => {
    const deps = await immediate()
    expect(await minute(deps, '2021-10-22 07:30')).toMatchObject({ mails: 1 })
    await deps.tell('report:vnpt:pa-2', { type: 'registerFieldReport', facts: { ...fieldReport, code: 'PA-2' } })
    await deps.tell('report:vnpt:pa-2', { type: 'escalate' })
    expect(await morning(deps, '2021-10-22 07:30')).toMatchObject({ mails: 1, told: 1 })
    expect(deps.sentMails()).toHaveLength(2)
  })
})

describe('a claim that a process left', () => {
  it('is abandoned when its address is no longer the contact’s, and its notices go to the new one', async () => {
    const deps = await immediate()
    await claimAndDie(deps, DAILY)
    const moved = { agency: 'bmt', role: 'focalPoint', email: 'dau-moi-moi.bmt@daklak.example' }
    const change = row('contact', 'bmt:focalPoint', moved, '2021-10-22')
    await deps.registryStore.add([{ ...change, recordedAt: vn('2021-10-22 07:31') }])
    deps.at('2021-10-22 07:33')
    expect(await sendDigest(deps, DAILY, recipient)).toMatchObject({ outcome: 'sent' })
    expect(deps.sentMails().map(({ to }) => to)).toEqual(['dau-moi-moi.bmt@daklak.example'])
  })

  it('is left alone while its lease runs', async () => {
    const deps = await immediate()
    await claimAndDie(deps, DAILY)
    deps.at('2021-10-22 07:31')
    await expect(sendDigest(deps, DAILY, recipient)).rejects.toThrow('2021-10-22T07:30')
    expect(await morning(deps, '2021-10-22 07:31')).toMatchObject({ mails: 0 })
    expect(await pending(deps)).toBe(1)
  })

  it('is not held for sent because SES told of an earlier claim of the window, which held other notices', async () => {
    // given a first claim whose mail went out, of which SES tells late
    const deps = await immediate()
    await claimAndDie(deps, DAILY)
    const late = { type: 'sent', sesId: 'ses-1', at: vn('2021-10-22 07:30') } as const
    // and a second one that holds PA-2 as well, and sends nothing
    deps.at('2021-10-22 07:33')
    await deps.tell('report:vnpt:pa-2', { type: 'registerFieldReport', facts: { ...fieldReport, code: 'PA-2' } })
    await deps.tell('report:vnpt:pa-2', { type: 'escalate' })
    await claimAndDie(deps, DAILY)
    await deps.deliveries.record(mailIdOf({ recipient, window: '2021-10-22T07:30' }), late)
    // when the window is taken up again
    deps.at('2021-10-22 07:36')
    await sendDigest(deps, DAILY, recipient)
    // then PA-2 is told
    expect(deps.sentMails().map(({ text }) => text)).toEqual([expect.stringContaining('PA-2')])
  })
})
