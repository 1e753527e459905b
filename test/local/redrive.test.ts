import { afterAll, describe, expect, it } from 'vitest'
import type { Instant } from '../../functions/domain/instant.ts'
import type { Model } from '../../infra/local/model.ts'
import { denied, Province } from '../support/province.ts'
import { vn } from '../support/scenario.ts'

const AGENCIES = ['buon-ho', 'buon-ma-thuot', 'cu-mgar']
const idOf = (agency: string) => `report:vnpt:${agency}-1`

/** A stretch of time in which something is broken, then mended; the executions that failed meanwhile are redriven. */
interface Disturbance {
  readonly machine: string
  readonly from: Instant
  readonly mended: Instant
  readonly until: Instant
  readonly broken: (model: Model) => Model
}
const disturbances: Disturbance[] = [
  {
    machine: 'escalation',
    from: vn('2021-10-21 16:00'),
    mended: vn('2021-10-21 17:25'),
    until: vn('2021-10-21 17:45'),
    broken: denied('escalate-case', { Action: ['dynamodb:PutItem'] }),
  },
  {
    machine: 'digests',
    from: vn('2021-10-22 07:25'),
    mended: vn('2021-10-22 07:56'),
    until: vn('2021-10-22 08:10'),
    broken: denied('send-digest', {
      Action: ['ses:SendRawEmail'],
      Condition: { 'ForAnyValue:StringNotLike': { 'ses:Recipients': ['*buon-ho*'] } },
    }),
  },
  {
    machine: 'weekly-report',
    from: vn('2021-10-29 07:55'),
    mended: vn('2021-10-29 14:46'),
    until: vn('2021-10-29 15:00'),
    broken: denied('publish-report', { Action: ['dynamodb:PutItem'] }),
  },
]

/** What came of it all: each case's events, whenever they were written, and the mails. */
async function outcomeOf(province: Province) {
  const cases = await province.access.cases.loadMany(AGENCIES.map(idOf))
  const events = cases.map(({ id, entries }) => [id, ...entries.map((entry) => entry.event)])
  return { events, mails: province.mailIds().toSorted() }
}

/** Tells three reports, due on Thursday at 17:00. */
async function tell(province: Province): Promise<void> {
  const fieldReports = AGENCIES.map((agency) => ({
    code: `${agency}-1`,
    provider: 'vnpt',
    agency,
    unit: agency,
    category: 'giao-thong',
    receivedAt: vn('2021-10-19 09:00'),
    due: vn('2021-10-21 17:00'),
  }))
  await province.call('/field-reports', { body: { fieldReports } })
}

const undisturbed = new Province(4601)
const disturbed = new Province(4602)
afterAll(async () => {
  await undisturbed.close()
  await disturbed.close()
})

describe('what failed, mended and redriven, ends as if nothing had been broken:', () => {
  it.each(disturbances)('$machine', { timeout: 120_000 }, async ({ machine, from, mended, until, broken }) => {
    // given
    await undisturbed.start(from)
    await disturbed.start(from, broken)
    if (machine === 'escalation') for (const province of [undisturbed, disturbed]) await tell(province)
    await undisturbed.until(until)
    await disturbed.until(mended)
    const before = await outcomeOf(disturbed)
    expect(before).not.toEqual(await outcomeOf(undisturbed))
    const failed = (await disturbed.executions(machine)).filter(({ status }) => status === 'FAILED')
    expect(failed).not.toEqual([])
    // when
    await disturbed.start(mended)
    for (const { arn } of failed) await disturbed.redrive(arn)
    await disturbed.until(until)
    // then
    const after = await outcomeOf(disturbed)
    expect(after).toEqual(await outcomeOf(undisturbed))
    expect(new Set(after.mails).size).toBe(after.mails.length)
    const ends = new Set((await disturbed.executions(machine)).map(({ status }) => status))
    expect(ends).toEqual(new Set((await undisturbed.executions(machine)).map(({ status }) => status)))
  })
})
