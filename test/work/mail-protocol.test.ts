import { describe, expect, it } from 'vitest'
import { stateOf } from '../../functions/domain/document.ts'
import { pendingNotices } from '../../functions/domain/notices.ts'
import { mailIdOf } from '../../functions/store/mail-store.ts'
import type { DigestOutcome } from '../../workflows/contract.ts'
import type { DigestRun } from '../../functions/work/digest-run.ts'
import { planDigests } from '../../functions/work/plan-digests.ts'
import { sendDigest } from '../../functions/work/send-digest.ts'
import { settleDigests } from '../../functions/work/settle-digests.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { Killed, mortal, type Death, type Mortal } from '../support/mortal.ts'
import { fieldReport, vn } from '../support/scenario.ts'
import { morning } from '../support/windows.ts'

const escalate = { type: 'escalate' } as const
const idOf = (code: string) => `report:vnpt:${code.toLowerCase()}`
const FRIDAY = { kind: 'daily', sendAt: vn('2021-10-22 07:30') } as const

/**
 * Friday morning: PA-1 of Buôn Ma Thuột is told to its focal point, PA-2 to its head too, PA-4 to the department; PA-3
 * was finished overnight.
 */
async function friday(): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05')
  const register = (code: string, more: object = {}) =>
    deps.tell(idOf(code), { type: 'registerFieldReport', facts: { ...fieldReport, code, ...more } })
  await register('PA-1')
  await register('PA-2', { due: vn('2021-10-19 17:00') })
  await register('PA-3')
  await register('PA-4', { agency: 'so-xd' })
  deps.at('2021-10-21 17:00')
  for (const code of ['PA-1', 'PA-2', 'PA-3', 'PA-4']) await deps.tell(idOf(code), escalate)
  await deps.tell(idOf('PA-3'), { type: 'resolve', outcome: 'resolved' })
  deps.at('2021-10-22 07:30')
  return deps
}

/** Who is to be told what, each once. */
const EXPECTED = [
  'dau-moi.bmt@daklak.example PA-1',
  'dau-moi.bmt@daklak.example PA-2',
  'dau-moi.so-xd@daklak.example PA-4',
  'lanh-dao.bmt@daklak.example PA-2',
]

/** Every case in every copy that SES has taken. */
const copies = (deps: TestDeps): string[] =>
  deps
    .sentMails()
    .flatMap(({ to, text }) => [...text.matchAll(/PA-\d/g)].map(([code]) => `${to} ${code}`))
    .toSorted()

/** SES tells of each mail that it takes, or is slow and has told nothing when it is asked. */
function telling(deps: TestDeps): TestDeps {
  const send = deps.mailer.send.bind(deps.mailer)
  deps.mailer.send = async (mail) => {
    const answer = await send(mail)
    await deps.deliveries.record(mail.id, { type: 'sent', sesId: answer.messageId, at: deps.now() })
    return answer
  }
  return deps
}

type Attempt = <T>(task: () => Promise<T>) => Promise<T>

/** A window whose Tasks are each tried as `attempt` does. */
async function runTasks({ deps }: Mortal, run: DigestRun, attempt: Attempt): Promise<void> {
  const { recipients } = await attempt(() => planDigests(deps, run))
  const outcomes: DigestOutcome[] = []
  for (const recipient of recipients) {
    const { outcome } = await attempt(() => sendDigest(deps, run, recipient))
    outcomes.push({ recipient, outcome })
  }
  await attempt(() => settleDigests(deps, run, outcomes))
}

const once: Attempt = (task) => task()

/** What follows a death. Each leaves nothing to be told but by what stands in the stores. */
const sequels: Record<string, (deps: TestDeps, process: Mortal) => Promise<void>> = {
  'the Task is tried again': (deps, process) =>
    runTasks(process, FRIDAY, async (task) => {
      try {
        return await task()
      } catch (error) {
        if (!(error instanceof Killed)) throw error
        process.revive()
        deps.at('2021-10-22 07:33')
        return task()
      }
    }),
  'the same window is started again': async (deps, process) => {
    await killed(runTasks(process, FRIDAY, once))
    process.revive()
    deps.at('2021-10-22 07:33')
    await runTasks(process, FRIDAY, once)
  },
  'nothing happens until the next working day': async (deps, process) => {
    await killed(runTasks(process, FRIDAY, once))
    await morning(deps, '2021-10-25 07:30')
  },
}

const killed = (dying: Promise<void>): Promise<void> =>
  dying.catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error
  })

async function stepsOfAWindow(): Promise<string[]> {
  const deps = await friday()
  const process = mortal(deps)
  await runTasks(process, FRIDAY, once)
  expect(copies(deps)).toEqual(EXPECTED)
  return process.steps
}

/** SES has the mail and the table does not: the only moment at which a second copy may come of a death. */
const isGap = (name: string | undefined, { when }: Death): boolean =>
  (name === 'mailer.send' && when === 'after') || (name === 'mails.accept' && when === 'before')

describe('a run that dies', async () => {
  const steps = await stepsOfAWindow()
  const deaths = steps.flatMap((name, step) => (['before', 'after'] as const).map((when) => ({ name, step, when })))

  it('may die at every step of the protocol', () => {
    expect(new Set(steps)).toEqual(
      new Set([
        'mails.unfinished',
        'incidents.ofKind',
        'cases.pending',
        'cases.loadMany',
        'cases.load',
        'cases.save',
        'mails.load',
        'mails.since',
        'mails.claim',
        'mails.newestFirst',
        'mailer.send',
        'mails.accept',
        'mails.finish',
      ]),
    )
  })

  describe.each(Object.entries(sequels))('and %s', (_, sequel) => {
    it('has told everybody everything exactly once, where SES told of the mail', async () => {
      for (const death of deaths) {
        const deps = telling(await friday())
        await sequel(deps, mortal(deps, death))
        await expectAllTold(deps, death)
        expect(copies(deps), `${death.when} ${death.name}`).toEqual(EXPECTED)
      }
    })

    it('sends a second copy only between SES accepting and the note of it, and loses nothing', async () => {
      for (const death of deaths) {
        const deps = await friday()
        await sequel(deps, mortal(deps, death))
        await expectAllTold(deps, death)
        const sent = copies(deps)
        expect([...new Set(sent)], `${death.when} ${death.name}`).toEqual(EXPECTED)
        expect(sent.length > EXPECTED.length, `${death.when} ${death.name}`).toBe(isGap(death.name, death))
        expect(deps.sentMails().length).toBeLessThanOrEqual(4)
      }
    })
  })
})

async function expectAllTold(deps: TestDeps, death: Death): Promise<void> {
  for (const code of ['PA-1', 'PA-2', 'PA-3', 'PA-4'])
    expect(pendingNotices(stateOf(await deps.document(idOf(code)))), `${death.step} ${death.when}: ${code}`).toEqual([])
  for await (const mail of deps.mails.unfinished()) throw new Error(`${death.step}: ${mailIdOf(mail)} ${mail.status}`)
}
