import { describe, expect, it } from 'vitest'
import type { CaseCommand } from '../../functions/domain/command.ts'
import { calendars, days } from '../support/calendars.ts'
import { row, rows } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'
import { TimersWorld } from '../support/timers-world.ts'

const id = 'report:vnpt:pa-1'
const register = (more: object = {}) => ({ type: 'registerFieldReport', facts: { ...fieldReport, ...more } }) as const

/** Received Monday 18/10 09:00, due Thursday 21/10 17:00; steps on 20/10, 21/10 and 25/10 at 17:00. */
async function reported(): Promise<TimersWorld> {
  const world = await TimersWorld.from(vn('2021-10-18 09:05'))
  await world.tell(id, register())
  return world
}

const raised = async (world: TimersWorld) => (await world.notices(id)).map(({ level, at }) => [level, at])
const onTime = [
  [0, vn('2021-10-20 17:00')],
  [1, vn('2021-10-21 17:00')],
  [2, vn('2021-10-25 17:00')],
]

async function told(world: TimersWorld, at: string, command: CaseCommand | ReturnType<typeof register>): Promise<void> {
  await world.until(vn(at))
  expect(await world.tell(id, command)).toMatchObject({ type: 'saved' })
}

describe('a case that nothing happens to', () => {
  it('has each of its steps at its second, by one execution', async () => {
    const world = await reported()
    await world.until(vn('2021-10-25 18:00'))
    expect(await raised(world)).toEqual(onTime)
    expect(world.executions.all()).toHaveLength(1)
    expect(world.lateness).toEqual([])
  })
})

describe('a duplicate start', () => {
  it('is one execution, whoever comes second: the sweep, a lost note of the first, a command', async () => {
    const world = await reported()
    await world.until(vn('2021-10-20 16:52'))
    const { timer: _lost, ...document } = await world.document(id)
    await world.deps.cases.save({ ...document, version: document.version + 1 }, document.version)
    await world.until(vn('2021-10-20 18:00'))
    expect(await raised(world)).toEqual(onTime.slice(0, 1))
    expect(world.executions.all()).toHaveLength(1)
  })
})

describe('a due date that changes during the wait', () => {
  it('to an earlier one: the old execution drops itself, the command arms the near step at once', async () => {
    const world = await reported()
    await told(world, '2021-10-20 16:56', register({ due: vn('2021-10-20 16:58') }))
    await world.until(vn('2021-10-20 17:30'))
    expect(await raised(world)).toEqual([[1, vn('2021-10-20 16:58')]])
    expect(world.running()).toBe(1)
  })

  it('to a later one: nothing fires at the old times', async () => {
    const world = await reported()
    await told(world, '2021-10-20 16:56', { type: 'extend', due: vn('2021-10-28 17:00'), reason: 'chờ vật tư' })
    await world.until(vn('2021-10-27 16:59'))
    expect(await raised(world)).toEqual([])
    await world.until(vn('2021-10-28 17:30'))
    expect(await raised(world)).toEqual([
      [0, vn('2021-10-27 17:00')],
      [1, vn('2021-10-28 17:00')],
    ])
  })
})

describe('a case closed or paused during the wait', () => {
  it.each([
    ['closed', { type: 'resolve', outcome: 'resolved' }],
    ['paused', { type: 'pause', reason: 'lũ' }],
  ] as const)('%s: fires nothing, and its execution ends', async (_, command) => {
    const world = await reported()
    await told(world, '2021-10-20 16:56', command)
    await world.until(vn('2021-11-20 17:00'))
    expect(await raised(world)).toEqual([])
    expect(world.running()).toBe(0)
  })

  it('paused and released within the wait: goes on with the date that the pause has moved', async () => {
    const world = await reported()
    await told(world, '2021-10-20 16:51', { type: 'pause', reason: 'lũ' })
    await told(world, '2021-10-21 16:51', { type: 'resume' })
    await world.until(vn('2021-10-22 18:00'))
    expect(await raised(world)).toEqual([
      [0, vn('2021-10-21 17:00')],
      [1, vn('2021-10-22 17:00')],
    ])
  })
})

describe('an execution that is killed', () => {
  it('is replaced by the sweep, and the step fires once', async () => {
    const world = await reported()
    await world.until(vn('2021-10-20 16:58'))
    world.killAll()
    await world.until(vn('2021-10-21 18:00'))
    expect(await raised(world)).toEqual([
      [0, vn('2021-10-20 17:05')],
      [1, vn('2021-10-21 17:00')],
    ])
    expect(world.lateness).toEqual([300])
  })
})

describe('a function that fails for an hour', () => {
  it('loses nothing: executions give up, the sweep replaces them, the step fires once it works again', async () => {
    const world = await reported()
    await world.until(vn('2021-10-21 16:58'))
    world.troubles.functionDown = true
    await world.until(vn('2021-10-21 18:00'))
    world.troubles.functionDown = false
    await world.until(vn('2021-10-21 18:20'))
    const levels = await raised(world)
    expect(levels.map(([level]) => level)).toEqual([0, 1])
    expect(levels[1]![1]! >= vn('2021-10-21 18:00')).toBe(true)
    expect(Math.max(...world.lateness)).toBeGreaterThanOrEqual(1800)
    expect(await world.document(id)).not.toHaveProperty('failedSweeps')
  })
})

describe('sweeps missed for a day', () => {
  it('are made good by the next: the highest level fires, what it overtakes is skipped, its lateness is told', async () => {
    const world = await reported()
    world.troubles.noSweeps = true
    await world.until(vn('2021-10-22 17:02'))
    world.troubles.noSweeps = false
    await world.until(vn('2021-10-22 17:10'))
    expect(await raised(world)).toEqual([[1, vn('2021-10-22 17:05')]])
    const { entries } = await world.document(id)
    expect(entries.map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ type: 'stepSkipped', level: 0, why: 'momentPassed' }),
    )
    expect(world.lateness).toEqual([2 * 86_400 + 300])
  })
})

describe('a start that is throttled', () => {
  it('for some cases: the sweep goes on with the others and starts the rest next time', async () => {
    const world = await TimersWorld.from(vn('2021-10-18 09:05'))
    for (let n = 1; n <= 40; n += 1) await world.tell(`report:vnpt:pa-${n}`, register({ code: `PA-${n}` }))
    let turn = 0
    world.troubles.throttled = () => (turn += 1) % 2 === 0
    await world.until(vn('2021-10-20 17:00'))
    expect(world.sweeps.filter(({ started }) => started > 0)).toMatchObject([
      { started: 20, postponed: 20, failed: 0 },
      { started: 10, postponed: 10 },
      { started: 5, postponed: 5 },
    ])
    world.troubles.throttled = () => false
    await world.until(vn('2021-10-20 17:10'))
    for (let n = 1; n <= 40; n += 1) expect(await world.notices(`report:vnpt:pa-${n}`)).toHaveLength(1)
  })
})

describe('a clock of the real calendar', () => {
  const counter = calendars.map((definition) => row('calendar', definition.id, definition))
  const real = [
    ...rows.filter(({ kind }) => kind !== 'calendar' && kind !== 'day'),
    ...counter,
    ...days.map((day) => row('day', day.date, { ...day })),
  ]

  it.each([
    ['at closing on a Friday', '2021-10-22 17:00', ['2021-10-26 17:00', '2021-10-27 17:00', '2021-10-29 17:00']],
    ['before closing on a Friday', '2021-10-22 16:59', ['2021-10-26 17:00', '2021-10-27 17:00', '2021-10-29 17:00']],
    [
      'on the last working day before Tết',
      '2022-01-28 08:00',
      ['2022-02-08 17:00', '2022-02-09 17:00', '2022-02-11 17:00'],
    ],
  ])('that starts %s fires on working days only, at their closing', async (_, receivedAt, at) => {
    const world = await TimersWorld.from(vn(receivedAt), { rows: real })
    await world.tell(id, register({ receivedAt: vn(receivedAt) }))
    await world.until(vn(at[2]!))
    expect(await raised(world)).toEqual(at.map((time, level) => [level, vn(time)]))
  })
})

describe('five thousand cases due at 07:00 exactly', () => {
  it('are armed by two sweeps before, and fire at that second, each once', async () => {
    const world = await TimersWorld.from(vn('2021-10-21 06:00'))
    const ids = Array.from({ length: 5000 }, (_, n) => `report:vnpt:pa-${n + 1}`)
    const due = vn('2021-10-21 07:00')
    for (const each of ids) await world.tell(each, register({ code: each.slice(12).toUpperCase(), due }))
    await world.until(vn('2021-10-21 07:05'))
    expect(world.sweeps.map(({ started }) => started).filter(Boolean)).toEqual([3000, 2000])
    for (const each of ids) expect((await world.notices(each)).map(({ at }) => at)).toEqual([due])
    expect(world.executions.all()).toHaveLength(5000)
    expect(world.lateness).toEqual([])
  }, 120_000)
})

describe('a function whose clock is off', () => {
  it.each([-2000, 2000])('by %i ms fires each step once, not a second early, and never spins', async (skew) => {
    const world = await reported()
    world.troubles.skew = () => skew
    await world.until(vn('2021-10-25 18:00'))
    const notices = await world.notices(id)
    expect(notices.map(({ level }) => level)).toEqual([0, 1, 2])
    for (const { at, stepAt } of notices) expect(at >= stepAt).toBe(true)
    expect(world.executions.all()[0]?.events).toBeLessThan(50)
  })
})
