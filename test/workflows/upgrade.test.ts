import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { timerName } from '../../functions/work/timers.ts'
import { ESCALATION_CONTRACT, escalateCaseInput, escalationContract } from '../../workflows/contract.ts'
import type { Definition } from '../local/asl-run.ts'
import { fieldReport, vn } from '../support/scenario.ts'
import { ESCALATION_ARN, TimersWorld } from '../support/timers-world.ts'
import { readDefinition, run } from './machines.ts'
import { mailing, window } from './mailing.ts'

const folder = new URL('previous/', import.meta.url)
const accepted = [...escalationContract.values]
const earlier = accepted.filter((version) => version !== ESCALATION_CONTRACT)
const fileOf = (version: number) => `escalation.contract-${version}.asl.json`

/** The definition that executions of an earlier contract go on under, as it was deployed then. */
const definitionOf = (version: number): Definition => readDefinition(new URL(fileOf(version), folder))

const id = 'report:vnpt:pa-1'

describe('the code of the escalation', () => {
  it('accepts the contract it sends and the one before, whose definition is kept here', () => {
    expect(accepted).toEqual([ESCALATION_CONTRACT - 1, ESCALATION_CONTRACT])
    expect(readdirSync(folder).filter((file) => file.startsWith('escalation.'))).toEqual(earlier.map(fileOf))
    const input = { caseId: id, timerVersion: 1, waitUntil: vn('2021-10-20 17:00') }
    for (const contract of [ESCALATION_CONTRACT - 2, ESCALATION_CONTRACT + 1])
      expect(escalateCaseInput.safeParse({ ...input, contract }).success).toBe(false)
  })

  it.each(earlier)('finishes an execution that began under contract %i', async (version) => {
    // given an execution that the code of that time started under the definition of that time
    const world = await TimersWorld.from(vn('2021-10-18 09:05'), { definition: definitionOf(version) })
    world.troubles.noSweeps = true
    await world.tell(id, { type: 'registerFieldReport', facts: fieldReport })
    const input = { contract: version, caseId: id, timerVersion: 1, waitUntil: vn('2021-10-20 17:00') }
    const { arn } = world.executions.start(ESCALATION_ARN, timerName(id, 1, 1), { input: JSON.stringify(input) })
    // when it goes on under the code of today, until the case is finished
    await world.until(vn('2021-10-26 08:00'))
    await world.tell(id, { type: 'resolve', outcome: 'resolved' })
    await world.until(vn('2021-10-29 08:00'))
    // then
    expect((await world.notices(id)).map(({ level, at }) => [level, at])).toEqual([
      [0, vn('2021-10-20 17:00')],
      [1, vn('2021-10-21 17:00')],
      [2, vn('2021-10-25 17:00')],
    ])
    const { status, output = '{}' } = world.executions.get(arn)
    expect(status).toBe('SUCCEEDED')
    expect(JSON.parse(output)).toMatchObject({ contract: version, next: 'stop', reason: 'superseded' })
  })

  it.each(earlier)(
    'is understood by the definition of contract %i, which is replaced a moment later',
    async (version) => {
      const world = await TimersWorld.from(vn('2021-10-18 09:05'), { definition: definitionOf(version) })
      await world.tell(id, { type: 'registerFieldReport', facts: fieldReport })
      await world.until(vn('2021-10-21 17:00'))
      expect((await world.notices(id)).map(({ level }) => level)).toEqual([0, 1])
    },
  )
})

describe('the code of the digests', () => {
  // It caught every failure, and knew nobody whom it might try once more.
  const before = readDefinition(new URL('digests.before-tell-the-rest.asl.json', folder))

  it('finishes a window that began under the definition before', async () => {
    const outcome = await run(before, window, mailing(['a:head', 'b:head'], { 'a:head': 3 }))
    expect(outcome.error).toBeUndefined()
    expect(outcome.calls.filter(({ fn }) => fn === 'settleDigests')).toHaveLength(1)
  })

  it('has it fail as before where somebody has no mail, after the others are told', async () => {
    const outcome = await run(before, window, mailing(['a:head', 'b:head'], { 'a:head': 99 }))
    expect([outcome.error, outcome.calls.at(-1)?.fn]).toEqual(['DigestsFailed', 'settleDigests'])
  })
})
