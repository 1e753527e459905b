import { describe, expect, it } from 'vitest'
import { stateOf } from '../../functions/domain/document.ts'
import { signLink } from '../../functions/work/answer-link.ts'
import { readForm } from '../../functions/work/answer-form.ts'
import { answerMail } from '../../functions/work/answer-mail.ts'
import { answerPageOf, openAnswers, type OpenMail } from '../../functions/work/open-answers.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { committing, row } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'

const secret = 'K'.repeat(64)
const scope = { recipient: 'bmt:focalPoint', window: '2021-10-22T07:30' }
const token = signLink(secret, scope, vn('2021-10-22 07:30'))
const idOf = (n: number) => `report:vnpt:pa-${n}`
const reason = 'lý do'

const linkDeps = (deps: TestDeps) => ({ ...deps, linkSecrets: async () => [secret] })

/** Reports that are overdue since Thursday 21/10 at 17:00, and the mail of Friday morning that tells of them. */
async function mailed(count: number, ...rules: Parameters<typeof testDeps>[1][]): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05', committing('fieldReport:*'), ...rules)
  const ids = Array.from({ length: count }, (_, n) => idOf(n + 1))
  for (const [n, id] of ids.entries())
    await deps.tell(id, { type: 'registerFieldReport', facts: { ...fieldReport, code: `PA-${n + 1}` } })
  deps.at('2021-10-21 17:00')
  for (const id of ids) await deps.tell(id, { type: 'escalate' })
  deps.at('2021-10-22 07:30')
  await deps.mails.claim({
    status: 'claimed',
    ...scope,
    address: 'dau-moi.bmt@daklak.example',
    notices: ids.map((caseId) => ({ caseId, episode: 1, level: 1, occurrence: 0, role: 'focalPoint' })),
    claimedAt: deps.now(),
    claim: 'one',
    leaseUntil: deps.now(),
  })
  deps.at('2021-10-22 09:00')
  return deps
}

async function open(deps: TestDeps): Promise<OpenMail> {
  const opened = await openAnswers(linkDeps(deps), token)
  if (opened.type === 'refused') throw new Error(opened.why)
  return opened.mail
}

/** Sends the form as a browser does: read, then carried out. */
async function send(deps: TestDeps, fields: Record<string, string | string[]>) {
  const read = readForm({ form: 'f-1', ...fields }, await deps.registry.current())
  if (read.type !== 'complete') throw new Error(JSON.stringify(read))
  const outcomes = await answerMail(linkDeps(deps), await open(deps), { token, ...read })
  return Object.fromEntries([...outcomes].map(([id, outcome]) => [id, outcome.type]))
}

const eventsOf = async (deps: TestDeps, n: number) =>
  (await deps.document(idOf(n))).entries.map(({ event }) => event.type)

describe('a link', () => {
  it('shows the cases of its mail, and changes nothing', async () => {
    const deps = await mailed(3)
    const before = await deps.document(idOf(1))
    const page = answerPageOf(await open(deps), 'f-1', { registry: await deps.registry.current(), now: deps.now() })
    expect(page).toMatchObject({ agency: 'UBND thành phố Buôn Ma Thuột', expiresAt: vn('2021-11-05 07:30') })
    expect(page.cases.map(({ code }) => code)).toEqual(['PA-1', 'PA-2', 'PA-3'])
    expect(await deps.document(idOf(1))).toEqual(before)
  })

  it('leads nowhere where its mail was never sent, or its mailbox is no contact’s any more', async () => {
    const refusal = async (deps: TestDeps) => openAnswers(linkDeps(deps), token)
    expect(await refusal(await testDeps('2021-10-22 09:00'))).toEqual({ type: 'refused', why: 'unknown' })
    const gone = await mailed(1, row('contact', 'bmt:focalPoint', null, '2021-10-22'))
    expect(await refusal(gone)).toEqual({ type: 'refused', why: 'unknown' })
    const value = { agency: 'bmt', role: 'focalPoint', email: 'moi.bmt@daklak.example' }
    const replaced = await mailed(1, row('contact', 'bmt:focalPoint', value, '2021-10-22'))
    expect(await refusal(replaced)).toEqual({ type: 'refused', why: 'unknown' })
    const covered = { ...value, alternate: 'DAU-MOI.bmt@daklak.example' }
    expect(await refusal(await mailed(1, row('contact', 'bmt:focalPoint', covered, '2021-10-22')))).toMatchObject({
      type: 'open',
    })
    const late = await mailed(1)
    late.at('2021-11-06 09:00')
    expect(await refusal(late)).toEqual({ type: 'refused', why: 'expired' })
    expect(await openAnswers(linkDeps(late), 'x.y')).toEqual({ type: 'refused', why: 'forged' })
  })
})

describe('an answer', () => {
  it('is given in the cases chosen, by the recipient, through the link', async () => {
    const deps = await mailed(3)
    expect(await send(deps, { answer: 'commit', workingDays: '2', case: [idOf(1), idOf(3)] })).toEqual({
      [idOf(1)]: 'taken',
      [idOf(3)]: 'taken',
    })
    expect((await deps.document(idOf(1))).entries.at(-1)).toMatchObject({
      event: { type: 'committed', by: vn('2021-10-26 17:00') },
      actor: { role: 'agency-link', id: 'bmt:focalPoint' },
    })
    expect(await eventsOf(deps, 2)).not.toContain('committed')
  })

  it('is given in all cases at once', async () => {
    const deps = await mailed(60)
    const outcomes = await send(deps, { answer: 'acknowledge', all: 'yes' })
    expect(Object.values(outcomes)).toEqual(Array.from({ length: 60 }, () => 'taken'))
    expect(await eventsOf(deps, 60)).toContain('acknowledged')
  })

  it.each([
    [{ answer: 'acknowledge' }, { type: 'acknowledged' }],
    [
      { answer: 'commit', workingDays: '1' },
      { type: 'committed', by: vn('2021-10-25 17:00') },
    ],
    [
      { answer: 'requestExtension', why: 'weather', due: '2021-10-30', more: '' },
      { type: 'extensionRequested', why: 'weather', due: vn('2021-11-01 17:00') },
    ],
    [
      { answer: 'explainNotSynced', notSynced: 'trả ngày 20/10' },
      { type: 'notSyncedExplained', reason: 'trả ngày 20/10' },
    ],
    [
      { answer: 'claimDone', proof: 'biên bản số 7' },
      { type: 'claimed', proof: 'biên bản số 7' },
    ],
    [
      { answer: 'decline', declineReason: reason, proposed: 'so-xd' },
      { type: 'declined', reason, proposed: 'so-xd' },
    ],
  ])('can be %j', async (fields, event) => {
    const deps = await mailed(1)
    await send(deps, { ...fields, case: idOf(1) })
    expect((await deps.document(idOf(1))).entries.at(-1)?.event).toEqual(event)
  })

  it('sent twice counts once, also at the same moment', async () => {
    const deps = await mailed(2)
    const fields = { answer: 'claimDone', proof: 'biên bản số 7', all: 'yes' }
    const results = await Promise.all([send(deps, fields), send(deps, fields)])
    results.push(await send(deps, fields))
    for (const outcomes of results) expect(Object.values(outcomes)).toEqual(['taken', 'taken'])
    expect((await eventsOf(deps, 1)).filter((type) => type === 'claimed')).toHaveLength(1)
  })

  it('changed in the same form, or given again in a new one, is another answer', async () => {
    const deps = await mailed(1)
    const fields = { answer: 'claimDone', case: idOf(1) }
    await send(deps, { ...fields, proof: 'biên bản số 7' })
    await send(deps, { ...fields, proof: 'biên bản số 8' })
    deps.at('2021-10-22 09:10')
    await send(deps, { ...fields, proof: 'biên bản số 8', form: 'f-2' })
    expect((await eventsOf(deps, 1)).filter((type) => type === 'claimed')).toHaveLength(3)
  })

  it('that one case refuses is taken in the others', async () => {
    const deps = await mailed(2)
    await deps.tell(idOf(1), { type: 'commit', workingDays: 1 })
    expect(await send(deps, { answer: 'commit', workingDays: '3', all: 'yes' })).toEqual({
      [idOf(1)]: 'refused',
      [idOf(2)]: 'taken',
    })
  })

  it('is not taken where the case is finished or with another agency, nor in a case of another mail', async () => {
    const deps = await mailed(3)
    await deps.tell('report:vnpt:pa-9', { type: 'registerFieldReport', facts: { ...fieldReport, code: 'PA-9' } })
    await deps.tell(idOf(1), { type: 'resolve', outcome: 'resolved' })
    await deps.tell(idOf(2), { type: 'reassign', agency: 'so-xd', reason })
    const chosen = [idOf(1), idOf(2), idOf(3), 'report:vnpt:pa-9']
    expect(await send(deps, { answer: 'acknowledge', case: chosen })).toEqual({
      [idOf(1)]: 'closed',
      [idOf(2)]: 'closed',
      [idOf(3)]: 'taken',
    })
    expect(await send(deps, { answer: 'acknowledge', all: 'yes', form: 'f-2' })).toEqual({ [idOf(3)]: 'taken' })
    expect((await deps.document('report:vnpt:pa-9')).entries.at(-1)?.event.type).not.toBe('acknowledged')
  })

  it('of who loses the case in that very instant is not taken; one that was taken before stays so', async () => {
    // given
    const deps = await mailed(2)
    const [reassign, answer] = [{ type: 'reassign', agency: 'so-xd', reason } as const, { answer: 'acknowledge' }]
    const save: TestDeps['cases']['save'] = async (document, expected) => {
      await deps.tell(idOf(1), reassign)
      return deps.cases.save(document, expected)
    }
    const mail = await open(deps)
    // when
    const outcomes = await send({ ...deps, cases: { ...deps.cases, save } }, { ...answer, case: idOf(1) })
    await send(deps, { ...answer, case: idOf(2) })
    await deps.tell(idOf(2), reassign)
    const again = readForm({ ...answer, form: 'f-1', case: idOf(2) }, await deps.registry.current())
    // then
    expect(outcomes).toEqual({ [idOf(1)]: 'closed' })
    expect(await eventsOf(deps, 1)).not.toContain('acknowledged')
    if (again.type !== 'complete') throw new Error(again.type)
    expect([...(await answerMail(linkDeps(deps), mail, { token, ...again })).values()]).toEqual([{ type: 'taken' }])
  })

  it('that moves the next step near starts its timer', async () => {
    const deps = await mailed(1)
    deps.at('2021-10-25 16:55')
    await send(deps, { answer: 'claimDone', proof: 'biên bản', case: idOf(1) })
    expect((await deps.document(idOf(1))).timer?.version).toBe((await deps.document(idOf(1))).timerVersion)
  })
})

describe('a form', () => {
  const problems = async (fields: Record<string, string | string[]>) => {
    const read = readForm({ form: 'f-1', ...fields }, await (await testDeps('2021-10-22 09:00')).registry.current())
    return read.type === 'incomplete' ? read.problems : read.type
  }

  it.each([
    [{}, ['chosen', 'answer']],
    [{ all: 'yes' }, ['answer']],
    [{ answer: 'acknowledge' }, ['chosen']],
    [{ all: 'yes', answer: 'commit', workingDays: '' }, ['workingDays']],
    [{ all: 'yes', answer: 'commit', workingDays: '1.5' }, ['workingDays']],
    [{ all: 'yes', answer: 'requestExtension' }, ['due', 'why']],
    [{ all: 'yes', answer: 'requestExtension', why: 'other', due: '2021-10-29' }, ['reason']],
    [{ all: 'yes', answer: 'decline', declineReason: '  ' }, ['reason']],
    [{ all: 'yes', answer: 'explainNotSynced' }, ['reason']],
    [{ all: 'yes', answer: 'claimDone', proof: 'x'.repeat(1001) }, ['proof']],
    [{ all: 'yes', answer: 'resolve' }, 'foreign'],
    [{ all: 'yes', answer: 'acknowledge', form: '' }, 'foreign'],
    [{ all: 'yes', answer: ['acknowledge', 'commit'] }, 'foreign'],
    [{ all: 'yes', answer: 'acknowledge', proof: 'left over' }, 'complete'],
  ])('%j lacks %j', async (fields, lacking) => {
    expect(await problems(fields)).toEqual(lacking)
  })
})

describe('a commitment by link', () => {
  it('holds the escalation, and broken raises the next level', async () => {
    const deps = await mailed(1)
    await send(deps, { answer: 'commit', workingDays: '3', case: idOf(1) })
    expect(await deps.document(idOf(1))).toMatchObject({ nextStepAt: vn('2021-10-27 17:00') })
    deps.at('2021-10-25 17:00')
    await deps.tell(idOf(1), { type: 'escalate' })
    expect(stateOf(await deps.document(idOf(1))).notices).toHaveLength(1)
    deps.at('2021-10-27 17:00')
    await deps.tell(idOf(1), { type: 'escalate' })
    expect(stateOf(await deps.document(idOf(1))).notices.at(-1)).toMatchObject({
      level: 2,
      commitment: vn('2021-10-27 17:00'),
    })
  })
})
