import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Instant } from '../../functions/domain/instant.ts'
import { ImportClient } from '../../infra/local/import-client.ts'
import { issueToken } from '../../infra/local/issuer.ts'
import type { Model } from '../../infra/local/model.ts'
import { fixture } from '../support/mappings.ts'
import { denied, Province, reportOf } from '../support/province.ts'
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
  const fieldReports = AGENCIES.map((agency) => reportOf(agency, { due: vn('2021-10-21 17:00') }))
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

describe('a run through a list that failed halfway', () => {
  const province = new Province(4606)
  afterAll(() => province.close())

  it('is redriven, and each of its rows is one case', { timeout: 120_000 }, async () => {
    // given a list that was tried, and a function that may not write when it is to be taken in
    await province.start(vn('2022-03-01 09:00'))
    const token = await issueToken(join(province.folder, 'state'), { role: 'operator' })
    const client = new ImportClient({ url: `http://127.0.0.1:${province.port}`, token })
    const { id } = await client.send({ name: 'bad.tsv', body: fixture('311/boston311-100-bad.tsv') })
    await client.order(id, 'check')
    await province.until(vn('2022-03-01 09:05'))
    await province.start(vn('2022-03-01 09:05'), denied('apply-import', { Action: ['dynamodb:PutItem'] }))
    await client.order(id, 'apply')
    await province.until(vn('2022-03-01 09:30'))
    const [failed, checked] = await province.executions('import')
    expect([failed?.status, checked?.status]).toEqual(['FAILED', 'SUCCEEDED'])
    // when
    await province.start(vn('2022-03-01 09:30'))
    await province.redrive(failed?.arn ?? '')
    await province.until(vn('2022-03-01 09:35'))
    // then
    const taken = await client.follow(id, () => {})
    expect(taken).toMatchObject({ status: 'applied', applied: { created: 97, updated: 0, unchanged: 0, rejected: 3 } })
    expect(taken.applied).toEqual(taken.checked)
  })
})
