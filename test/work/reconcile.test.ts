import { describe, expect, it } from 'vitest'
import { stateOf } from '../../functions/domain/document.ts'
import { pendingNotices } from '../../functions/domain/notices.ts'
import { reconcile } from '../../functions/work/reconcile.ts'
import { recordMailEvent } from '../../functions/work/record-mail-event.ts'
import { sweep } from '../../functions/work/sweep.ts'
import { readMailLog } from '../../infra/centre/read-mail-log.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { fieldReport, vn } from '../support/scenario.ts'
import { morning } from '../support/windows.ts'

const id = 'report:vnpt:pa-1'
const other = 'report:vnpt:pa-2'
const focalPoint = 'dau-moi.bmt@daklak.example'

/** Two reports, due on Wednesday at 17:00; everything that functions log is kept. */
async function wednesday(): Promise<{ deps: TestDeps; log: string[] }> {
  const deps = await testDeps('2021-10-18 09:05')
  const log: string[] = []
  deps.log.info = (message, facts) => void log.push(JSON.stringify({ message, ...facts }))
  await deps.tell(id, { type: 'registerFieldReport', facts: fieldReport })
  await deps.tell(other, { type: 'registerFieldReport', facts: { ...fieldReport, code: 'PA-2' } })
  deps.at('2021-10-20 12:00')
  return { deps, log }
}

/** Their steps of Thursday 17:00 fire; Friday's digest tells of both, and SES of the mail. */
async function untilFriday(deps: TestDeps): Promise<void> {
  deps.at('2021-10-21 17:00')
  for (const each of [id, other]) await deps.tell(each, { type: 'escalate' })
  await morning(deps, '2021-10-22 07:30')
  const sent = { type: 'sent', sesId: 'memory-1', at: vn('2021-10-22 07:30') } as const
  await recordMailEvent(deps, '2021-10-22T07:30~bmt:focalPoint', sent)
}

/** The table as it stood on Wednesday at noon, on Friday at 09:00; the log is of what happened since. */
async function restored(): Promise<{ deps: TestDeps; log: string[] }> {
  const lost = await wednesday()
  await untilFriday(lost.deps)
  expect(lost.deps.sentMails().map(({ to }) => to)).toEqual([focalPoint])
  const { deps } = await wednesday()
  deps.at('2021-10-22 09:00')
  return { deps, log: lost.log }
}

const since = vn('2021-10-20 12:00')
const carryOver = ({ deps, log }: { deps: TestDeps; log: string[] }) => {
  const { accepted, told } = readMailLog(log.join('\n'), since)
  return reconcile(deps, accepted, told)
}
const waiting = async (deps: TestDeps) => pendingNotices(stateOf(await deps.document(id)))

describe('after a restore', () => {
  it('would mail again what was mailed, if nobody reconciled', async () => {
    const { deps } = await restored()
    for (const each of [id, other]) await deps.tell(each, { type: 'escalate' })
    await morning(deps, '2021-10-25 07:30')
    expect(deps.sentMails().map(({ to }) => to)).toContain(focalPoint)
    expect(deps.sentMails()[0]?.text).toContain('PA-1')
  })

  it('knows from the logs what was mailed since, and mails none of it again', async () => {
    const world = await restored()
    expect(await carryOver(world)).toEqual({ written: 1, known: 0, refired: 2, events: 1, unresolved: [] })
    expect(await waiting(world.deps)).toEqual([])
    await sweep(world.deps)
    await morning(world.deps, '2021-10-22 09:30')
    expect(world.deps.sentMails()).toEqual([])
    expect(await world.deps.mails.load('bmt:focalPoint', '2021-10-22T07:30')).toMatchObject({ status: 'done' })
    expect(await world.deps.deliveries.eventsOf('2021-10-22T07:30~bmt:focalPoint')).toHaveLength(1)
  })

  it('done twice writes nothing more', async () => {
    const world = await restored()
    await carryOver(world)
    const before = await world.deps.document(id)
    expect(await carryOver(world)).toMatchObject({ written: 0, known: 1, refired: 0, unresolved: [] })
    expect(await world.deps.document(id)).toEqual(before)
  })

  it('that died between two writes goes on', async () => {
    const world = await restored()
    const save = world.deps.cases.save.bind(world.deps.cases)
    world.deps.cases.save = () => Promise.reject(new Error('killed'))
    await expect(carryOver(world)).rejects.toThrow('killed')
    world.deps.cases.save = save
    expect(await carryOver(world)).toMatchObject({ written: 1, unresolved: [] })
    expect(await waiting(world.deps)).toEqual([])
  })

  it('tells whoever had not been mailed before the disaster', async () => {
    // given a log that lacks the mail: it had not gone out
    const { deps } = await restored()
    await carryOver({ deps, log: [] })
    await sweep(deps)
    for (const each of [id, other]) await deps.tell(each, { type: 'escalate' })
    await morning(deps, '2021-10-25 07:30')
    expect(deps.sentMails().map(({ to }) => to)).toContain(focalPoint)
  })

  it('names the mails of which it is not known what they told', async () => {
    const { deps, log } = await restored()
    const onlySes = log.filter((line) => line.includes('mail told'))
    expect(await carryOver({ deps, log: onlySes })).toMatchObject({
      written: 0,
      unresolved: ['2021-10-22T07:30~bmt:focalPoint'],
    })
  })
})

describe('the log of mails', () => {
  it('is read as lines, or as CloudWatch exports it, from a moment on', async () => {
    const { log } = await restored()
    const lines = readMailLog(['START RequestId: 1', ...log].join('\n'), since)
    expect([lines.accepted.length, lines.told.length]).toEqual([1, 1])
    const exported = JSON.stringify({ events: log.map((message) => ({ message, timestamp: 1 })) })
    expect(readMailLog(exported, since)).toEqual(lines)
    expect(readMailLog(exported, vn('2021-10-23 00:00'))).toEqual({ accepted: [], told: [] })
  })

  it('that is damaged is refused, not skipped', () => {
    expect(() => readMailLog('{"message":"mail accepted","mail":"x"}', since)).toThrow(/sesId/)
  })
})
