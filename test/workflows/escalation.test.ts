import { describe, expect, it } from 'vitest'
import { Failing, failing } from '../local/asl-run.ts'
import { run, told } from './machines.ts'

const timer = { contract: 2, caseId: 'dossier:h15.07-211029-0001', timerVersion: 3 }
const input = { ...timer, waitUntil: '2021-10-29T01:10:00.000Z' }
const wait = (waitUntil: string) => ({ ...timer, next: 'wait', waitUntil })
const stop = { ...timer, next: 'stop', reason: 'finished' }
const inTurn = (answers: readonly unknown[]) => {
  const left = [...answers]
  return () => left.shift()
}

describe('the escalation machine', () => {
  it('waits for the step, lets the code decide, waits for the next one, and ends', async () => {
    // given a case with two more steps
    const answers = [wait('2021-10-29T02:00:00.000Z'), wait('2021-11-15T01:00:00.000Z'), stop]
    // when
    const outcome = await run('escalation', input, { escalateCase: inTurn(answers) })
    // then each call knows which step it is for, and nothing else came along
    expect(outcome.calls.map(({ payload }) => payload)).toEqual([
      { ...input, enteredAt: input.waitUntil },
      { ...timer, waitUntil: '2021-10-29T02:00:00.000Z', enteredAt: '2021-10-29T02:00:00.000Z' },
      { ...timer, waitUntil: '2021-11-15T01:00:00.000Z', enteredAt: '2021-11-15T01:00:00.000Z' },
    ])
    expect(outcome.calls.map(({ at }) => at)).toEqual([600, 3600, 17 * 86_400])
    expect(outcome.error).toBeUndefined()
  })

  it('waits again when the code says that it is too early', async () => {
    const answers = [wait('2021-10-29T01:10:02.000Z'), stop]
    const outcome = await run('escalation', input, { escalateCase: inTurn(answers) })
    expect(told(outcome)).toEqual(['escalateCase 08:10:00', 'escalateCase 08:10:02'])
  })

  it.each(['Lambda.ServiceException', 'Lambda.TooManyRequestsException', 'BusyCaseError', 'ThrottlingException'])(
    'tries again after %s, for a quarter of an hour',
    async (error) => {
      const outcome = await run('escalation', input, { escalateCase: failing(Array<string>(12).fill(error), stop) })
      expect(outcome.error).toBeUndefined()
      expect(outcome.calls).toHaveLength(13)
      expect(outcome.took - 600).toBeGreaterThan(13 * 60)
      expect(outcome.took - 600).toBeLessThan(15 * 60)
    },
  )

  it('fails, and so raises an alarm, when the quarter of an hour is over', async () => {
    const outcome = await run('escalation', input, {
      escalateCase: () => {
        throw new Failing('ThrottlingException')
      },
    })
    expect(outcome.error).toBe('ThrottlingException')
    expect(outcome.calls).toHaveLength(13)
  })

  it('fails at once where an input or answer breaks the contract', async () => {
    const outcome = await run('escalation', input, { escalateCase: failing(['ContractError'], stop) })
    expect(outcome).toMatchObject({ error: 'ContractError', took: 600 })
  })
})
