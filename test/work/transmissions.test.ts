import { describe, expect, it } from 'vitest'
import { draftReport } from '../../functions/work/draft-report.ts'
import { publishReport } from '../../functions/work/publish-report.ts'
import { signReport } from '../../functions/work/sign-report.ts'
import { recordTransmissions } from '../../functions/work/transmissions.ts'
import type { Transmission } from '../../functions/domain/transmission.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { vn } from '../support/scenario.ts'

const week = '2021-W43'
const operator = { role: 'operator', id: 'sub-1' } as const
const recipient = 'UBND tỉnh Đắk Lắk'
const opened: Transmission = { step: 'opened', recipient, at: vn('2021-10-29 15:20'), by: 'Phòng KGVX' }
const sent: Transmission = { step: 'sent', recipient, at: vn('2021-10-29 14:40'), reference: 'VB-12345' }

async function published(): Promise<TestDeps> {
  const deps = await testDeps('2021-10-29 08:00')
  await draftReport(deps, { contract: 1, time: vn('2021-10-29 08:00'), execution: 'run' })
  deps.at('2021-10-29 14:00')
  await signReport(deps, { role: 'signer', id: 'sub-2' }, { week })
  await publishReport(deps, { contract: 1, week, mode: 'signed' })
  deps.at('2021-10-29 16:00')
  return deps
}
const record = (deps: TestDeps, ...transmissions: Transmission[]) =>
  recordTransmissions(deps, operator, { week, transmissions })

describe('transmissions', () => {
  it('tell of every recipient how far it has the report, in whatever order they come', async () => {
    const deps = await published()
    const outcome = await record(deps, opened, sent)
    if (outcome.type !== 'recorded') throw new Error(outcome.type)
    expect(outcome.transmissions[0]).toEqual({
      recipient,
      sent: { at: sent.at, reference: 'VB-12345' },
      opened: { at: opened.at, by: 'Phòng KGVX' },
    })
    expect(outcome.transmissions.slice(1).every((each) => Object.keys(each).length === 1)).toBe(true)
  })

  it('are kept once: the first word on a step counts', async () => {
    const deps = await published()
    await record(deps, sent)
    const again = await record(deps, { ...sent, at: vn('2021-10-29 15:00') }, sent)
    expect(again).toMatchObject({ transmissions: [{ recipient, sent: { at: sent.at } }, {}] })
    expect(await deps.reports.transmissions(week)).toHaveLength(1)
  })

  it('to a stranger, or of a time to come, are refused, and nothing of them is kept', async () => {
    const deps = await published()
    expect(await record(deps, sent, { ...sent, recipient: 'Sở Lạ' })).toMatchObject({
      type: 'rejected',
      rejection: { code: 'unknownRecipient', recipient: 'Sở Lạ' },
    })
    expect(await record(deps, sent, { ...opened, at: vn('2021-10-30') })).toMatchObject({
      type: 'rejected',
      rejection: { code: 'inFuture', field: 'at' },
    })
    expect(await deps.reports.transmissions(week)).toEqual([])
  })

  it('are of a signed and published report only', async () => {
    const deps = await testDeps('2021-10-29 08:00')
    expect(await record(deps, sent)).toEqual({ type: 'noDraft' })
    await draftReport(deps, { contract: 1, time: vn('2021-10-29 08:00'), execution: 'run' })
    expect(await record(deps, sent)).toEqual({ type: 'notPublished' })
    deps.at('2021-10-29 14:31')
    await publishReport(deps, { contract: 1, week, mode: 'deadline' })
    expect(await record(deps, sent)).toEqual({ type: 'notPublished' })
  })
})
