import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { VirtualClock } from '../../infra/local/clock.ts'
import { ExecutionJournal, type Execution } from '../../infra/local/execution-store.ts'
import type { Invoke } from '../../infra/local/asl-thread.ts'
import { answerOf, failing, STARTED_AT } from './asl-run.ts'
import { ARN, DAY, in40Days, waitThenAct, world } from './executions-world.ts'

const day = (n: number): number => STARTED_AT + n * DAY
const record = (n: number): Execution => ({
  arn: 'a',
  name: 'a',
  machineArn: ARN,
  revision: '1',
  redriveCount: 0,
  status: 'RUNNING',
  startedAt: n,
  input: JSON.stringify('x'.repeat(1e6)),
  events: 0,
  history: [],
})

describe('over a restart', () => {
  let folder = ''
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'executions-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  /** A process that stops at day `stop`, and the next one with the same journal. */
  async function restarted(stop: number, invoke: Invoke = async () => ({ type: 'ok', payload: 1 })) {
    const path = join(folder, 'executions.ndjson')
    const before = world(waitThenAct, { store: new ExecutionJournal(path), invoke })
    const { arn } = before.executions.start(ARN, 'case-1', { input: in40Days })
    await before.clock.runUntil(day(stop))
    before.executions.close()
    const open = () => {
      const clock = new VirtualClock(before.clock.now())
      return world(waitThenAct, { store: new ExecutionJournal(path), clock })
    }
    return { arn, path, before, open }
  }
  test('a wait goes on and ends when it would have', async () => {
    const { arn, open, before } = await restarted(10)
    const after = open()
    await after.clock.runUntil(day(39.9))
    expect(after.executions.get(arn).status).toBe('RUNNING')
    await after.clock.runUntil(day(40))
    expect(after.executions.get(arn)).toMatchObject({
      status: 'SUCCEEDED',
      startedAt: STARTED_AT,
      stoppedAt: day(40),
    })
    expect(before.executions.get(arn).status).toBe('RUNNING')
  })

  test('a Task in flight is done again', async () => {
    const { arn, open } = await restarted(40, () => new Promise(() => {}))
    const after = open()
    await after.clock.runUntil(day(40))
    expect(after.calls).toHaveLength(1)
    expect(after.executions.get(arn).status).toBe('SUCCEEDED')
  })

  test('a retry pause and the number of attempts are kept', async () => {
    const act = failing(['Busy', 'Busy', 'Busy', 'Busy'])
    const { arn, open } = await restarted(40, () => answerOf(() => act({})))
    const after = open()
    expect(after.executions.get(arn).cursor).toMatchObject({ state: 'Act', retries: [1] })
    await after.clock.runUntil(day(40 + 599 / 86_400))
    expect(after.executions.get(arn).status).toBe('RUNNING')
    await after.clock.runUntil(day(40 + 600 / 86_400))
    expect(after.executions.get(arn).status).toBe('SUCCEEDED')
  })

  test('what has ended stays ended, its name taken', async () => {
    const { arn, open } = await restarted(41)
    const after = open()
    await after.clock.runUntil(day(42))
    expect(after.calls).toEqual([])
    expect(after.executions.get(arn).status).toBe('SUCCEEDED')
    expect(() => after.executions.start(ARN, 'case-1', { input: '{}' })).toThrow('Already Exists')
  })

  test('a kill in the middle of a line costs that line only', async () => {
    const { arn, path, open } = await restarted(41)
    truncateSync(path, statSync(path).size - 5)
    const after = open()
    expect(after.executions.get(arn)).toMatchObject({ status: 'RUNNING', cursor: { state: 'Act' } })
    await after.clock.runUntil(day(42))
    expect(after.executions.get(arn).status).toBe('SUCCEEDED')
  })

  test('the journal is rewritten at start, and refused if a whole line is wrong', async () => {
    const { path, open } = await restarted(41)
    expect(readFileSync(path, 'utf8').trim().split('\n').length).toBeGreaterThan(2)
    open()
    expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(1)
    writeFileSync(path, '{"arn":1}\n')
    expect(open).toThrow()
  })

  test('the journal does not grow without bound', () => {
    const path = join(folder, 'executions.ndjson')
    const journal = new ExecutionJournal(path, 64 * 1024 * 1024)
    for (let n = 0; n < 70; n++) journal.put(record(n))
    journal.close()
    expect(statSync(path).size).toBeLessThan(10e6)
    expect([...new ExecutionJournal(path).load()].map(({ startedAt }) => startedAt)).toEqual([69])
  })

  test('an execution whose machine is gone ends', async () => {
    const { arn, path } = await restarted(10)
    const after = world(waitThenAct, { store: new ExecutionJournal(path), machines: [] })
    expect(after.executions.get(arn).status).toBe('ABORTED')
    expect(after.changes).toEqual(['case-1 ABORTED'])
  })
})
