import { describe, expect, it } from 'vitest'
import { stateOf } from '../../functions/domain/document.ts'
import { readForm } from '../../functions/work/answer-form.ts'
import { signLink } from '../../functions/work/answer-link.ts'
import { answerMail } from '../../functions/work/answer-mail.ts'
import { openAnswers } from '../../functions/work/open-answers.ts'
import { listCases } from '../../functions/work/read-cases.ts'
import { listQuery } from '../../functions/work/wire.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { committing, row } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'
import { morning } from '../support/windows.ts'

const ID = 'report:vnpt:pa-1'
const secret = 'K'.repeat(64)
const operator = { role: 'operator', id: 'truc' } as const
const focalPoint = 'dau-moi.bmt@daklak.example'
const head = 'lanh-dao.bmt@daklak.example'

/** A report overdue since Thursday 21/10 at closing; Friday morning's mail tells the focal point. */
async function mailed(policy = committing('fieldReport:*')): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05', policy)
  await deps.tell(ID, { type: 'registerFieldReport', facts: fieldReport })
  await escalateAt(deps, '2021-10-21 17:00')
  await morning(deps, '2021-10-22 07:30')
  expect(addresses(deps)).toEqual([focalPoint])
  deps.at('2021-10-22 09:00')
  return deps
}

const addresses = (deps: TestDeps) => deps.sentMails().map(({ to }) => to)
const escalateAt = async (deps: TestDeps, time: string): Promise<void> => {
  deps.at(time)
  await deps.tell(ID, { type: 'escalate' })
}
const summary = async (deps: TestDeps) => (await deps.document(ID)).summary
const unsettled = async (deps: TestDeps, which: string) =>
  (await listCases(deps, operator, listQuery.parse({ unsettled: which }))).items.map(({ id }) => id)

/** Friday's link, filled in by the agency. */
async function answer(deps: TestDeps, fields: Record<string, string>): Promise<void> {
  const link = { ...deps, linkSecrets: async () => [secret] }
  const scope = { recipient: 'bmt:focalPoint', window: '2021-10-22T07:30' }
  const token = signLink(secret, scope, vn('2021-10-22 07:30'))
  const opened = await openAnswers(link, token)
  const form = readForm({ form: 'f-1', all: 'yes', ...fields }, await deps.registry.current())
  if (opened.type === 'refused' || form.type !== 'complete') throw new Error(`${opened.type}, ${form.type}`)
  const outcomes = await answerMail(link, opened.mail, { token, ...form })
  expect([...outcomes.values()]).toEqual([{ type: 'taken' }])
}

describe('a commitment', () => {
  it('holds the escalation until its date', async () => {
    // given a promise for Wednesday; level 2 would have come on Monday
    const deps = await mailed()
    await answer(deps, { answer: 'commit', workingDays: '3' })
    // when Monday's and Tuesday's closing come
    for (const day of ['25', '26']) await escalateAt(deps, `2021-10-${day} 17:00`)
    for (const day of ['25', '26', '27']) await morning(deps, `2021-10-${day} 07:30`)
    // then nobody is told anything, and the date that it missed stays what it was
    expect(addresses(deps)).toEqual([focalPoint])
    expect(await summary(deps)).toMatchObject({ due: vn('2021-10-21 17:00') })
  })

  it('that is broken escalates one level higher at once, and the mail says so', async () => {
    // given a promise for Monday, and a second level that would not come before Thursday
    const days = (amount: number) => ({ amount, unit: 'workingDays' })
    const steps = [
      { level: 1, offset: days(0), recipients: ['focalPoint'] },
      { level: 2, offset: days(5), recipients: ['focalPoint', 'head'] },
    ]
    const deps = await mailed(row('policy', 'fieldReport:giao-thong', { commitment: days(5), steps }))
    await answer(deps, { answer: 'commit', workingDays: '1' })
    expect(await deps.document(ID)).toMatchObject({ nextStepAt: vn('2021-10-25 17:00') })
    // when its date passes
    await escalateAt(deps, '2021-10-25 17:00')
    await morning(deps, '2021-10-26 07:30')
    // then the head of the agency reads of it the next morning, too
    expect(addresses(deps).toSorted()).toEqual([focalPoint, focalPoint, head])
    expect(deps.sentMails().at(-1)?.text).toContain('Đôn đốc lần 2')
  })

  it('that is kept escalates nothing', async () => {
    const deps = await mailed()
    await answer(deps, { answer: 'commit', workingDays: '1' })
    deps.at('2021-10-25 16:00')
    await deps.tell(ID, { type: 'resolve', outcome: 'resolved' })
    await escalateAt(deps, '2021-10-25 17:00')
    await morning(deps, '2021-10-26 07:30')
    expect(addresses(deps)).toEqual([focalPoint])
  })
})

describe('an extension that was asked for', () => {
  const asked = { answer: 'requestExtension', why: 'weather', due: '2021-10-29' }

  it('moves nothing by itself, and waits where operators see it', async () => {
    const deps = await mailed()
    await answer(deps, asked)
    expect(await unsettled(deps, 'extension')).toEqual([ID])
    expect(await summary(deps)).toMatchObject({ due: vn('2021-10-21 17:00') })
    await escalateAt(deps, '2021-10-25 17:00')
    expect(stateOf(await deps.document(ID)).notices.at(-1)?.level).toBe(2)
  })

  it('granted by an operator is the new due date, from which the chase begins anew', async () => {
    const deps = await mailed()
    await answer(deps, asked)
    await deps.tell(ID, { type: 'extend', due: vn('2021-10-29 17:00'), reason: 'mưa bão' })
    expect(await unsettled(deps, 'extension')).toEqual([])
    expect(await summary(deps)).toMatchObject({ due: vn('2021-10-29 17:00') })
    expect((await deps.document(ID)).nextStepAt).toBe(vn('2021-10-28 17:00'))
  })

  it('refused by an operator leaves all as it was', async () => {
    const deps = await mailed()
    const before = (await deps.document(ID)).nextStepAt
    await answer(deps, asked)
    await deps.tell(ID, { type: 'refuseExtension', reason: 'không có căn cứ' })
    expect(await unsettled(deps, 'extension')).toEqual([])
    expect(await deps.document(ID)).toMatchObject({ nextStepAt: before, summary: { due: vn('2021-10-21 17:00') } })
  })
})

describe('a case that was claimed to be done', () => {
  const claimed = { answer: 'claimDone', proof: 'biên bản số 7' }

  it('is open until somebody confirms it, and waits where operators see it', async () => {
    const deps = await mailed()
    await answer(deps, claimed)
    expect(await unsettled(deps, 'claim')).toEqual([ID])
    expect(stateOf(await deps.document(ID)).progress.phase).toBe('running')
  })

  it.each([
    ['the source', { type: 'resolve', outcome: 'resolved', at: vn('2021-10-22 09:00') }],
    ['an operator', { type: 'confirmClaim' }],
  ] as const)('is done as of then once %s confirms it', async (_, confirmation) => {
    const deps = await mailed()
    await answer(deps, claimed)
    deps.at('2021-10-26 10:00')
    await deps.tell(ID, confirmation)
    expect(stateOf(await deps.document(ID)).progress).toEqual({ phase: 'finished', at: vn('2021-10-22 09:00') })
    expect(await unsettled(deps, 'claim')).toEqual([])
  })

  it('is chased on where an operator refuses it', async () => {
    const deps = await mailed()
    await answer(deps, claimed)
    await deps.tell(ID, { type: 'refuseClaim', reason: 'biên bản của vụ khác' })
    await escalateAt(deps, '2021-10-25 17:00')
    await morning(deps, '2021-10-26 07:30')
    expect(addresses(deps).toSorted()).toEqual([focalPoint, focalPoint, head])
  })
})
