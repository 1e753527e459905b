import { describe, expect, it } from 'vitest'
import type { Caller } from '../../functions/domain/access.ts'
import { audit } from '../../functions/work/audit.ts'
import { changeRegistry } from '../../functions/work/change-registry.ts'
import { registryChangesRequest } from '../../functions/work/wire.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { rows } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'
import { morning } from '../support/windows.ts'

const admin: Caller = { role: 'administrator', id: 'quan-tri' }
const idOf = (n: number) => `report:vnpt:pa-${n}`
const dayOff = {
  kind: 'day',
  code: '2021-10-20',
  from: '2021-10-01',
  source: 'Công văn hỏa tốc',
  value: { date: '2021-10-20', kind: 'off', reason: 'other', source: 'Công văn hỏa tốc' },
}

async function world(count = 2): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05')
  for (let n = 1; n <= count; n += 1) await register(deps, n)
  deps.at('2021-10-18 10:00')
  return deps
}

const register = async (deps: TestDeps, n: number, due?: string) =>
  deps.tell(idOf(n), {
    type: 'registerFieldReport',
    facts: { ...fieldReport, code: `PA-${n}`, ...(due !== undefined && { due: vn(due) }) },
  })

const send = (deps: TestDeps, body: { preview: boolean; rows?: object[]; after?: string | undefined }) =>
  changeRegistry(deps, admin, registryChangesRequest.parse({ rows: [dayOff], reason: 'bão số 8', ...body }))
const dueOf = async (deps: TestDeps, n: number) => (await deps.document(idOf(n))).summary.due

describe('a change of the registry', () => {
  it('previews which open cases move, from when to when, and writes nothing', async () => {
    const deps = await world()
    await register(deps, 3, '2021-10-21 17:00')
    const version = await deps.registryStore.version()
    expect(await send(deps, { preview: true })).toEqual({
      type: 'preview',
      open: 3,
      dueMoved: 2,
      moved: 3,
      moves: [
        ...[1, 2].map((n) => ({
          id: idOf(n),
          code: `PA-${n}`,
          agency: 'bmt',
          due: { from: vn('2021-10-21 17:00'), to: vn('2021-10-22 17:00') },
          nextStepAt: { from: vn('2021-10-20 17:00'), to: vn('2021-10-21 17:00') },
        })),
        {
          id: idOf(3),
          code: 'PA-3',
          agency: 'bmt',
          nextStepAt: { from: vn('2021-10-20 17:00'), to: vn('2021-10-19 17:00') },
        },
      ],
    })
    expect(await deps.registryStore.version()).toBe(version)
    expect(await dueOf(deps, 1)).toBe(vn('2021-10-21 17:00'))
  })

  it('comes into force with author, reason and time, and moves just what the preview said', async () => {
    const deps = await world()
    await register(deps, 3, '2021-10-21 17:00')
    expect(await send(deps, { preview: false })).toEqual({
      type: 'applied',
      rulesVersion: rows.length + 1,
      open: 3,
      moved: 3,
      failed: 0,
    })
    expect(await Promise.all([1, 2, 3].map((n) => dueOf(deps, n)))).toEqual(
      ['2021-10-22 17:00', '2021-10-22 17:00', '2021-10-21 17:00'].map(vn),
    )
    expect((await deps.registryStore.rows()).at(-1)).toMatchObject({
      ...dayOff,
      author: 'quan-tri',
      reason: 'bão số 8',
      recordedAt: vn('2021-10-18 10:00'),
    })
    expect(await deps.document(idOf(1))).toMatchObject({ rulesVersion: rows.length + 1, timerVersion: 2 })
  })

  it('re-sends nothing: what was raised before stays raised, under the same episode', async () => {
    const deps = await world(1)
    deps.at('2021-10-20 17:00')
    await deps.tell(idOf(1), { type: 'escalate' })
    await morning(deps, '2021-10-21 07:30')
    deps.at('2021-10-21 08:00')
    const later = { ...dayOff, code: '2021-10-21', value: { ...dayOff.value, date: '2021-10-21' } }
    await send(deps, { preview: false, rows: [later] })
    const { entries, nextStepAt, summary } = await deps.document(idOf(1))
    expect(summary.due).toBe(vn('2021-10-22 17:00'))
    expect(nextStepAt).toBe(vn('2021-10-22 17:00'))
    deps.at('2021-10-21 17:00')
    await deps.tell(idOf(1), { type: 'escalate' })
    expect((await deps.document(idOf(1))).entries).toEqual(entries)
  })

  it('reaches cases that were computed meanwhile under the old rules, by a later call or the nightly audit', async () => {
    const deps = await world(1)
    await deps.registry.current()
    await send(deps, { preview: false })
    await register(deps, 2)
    expect((await deps.document(idOf(2))).rulesVersion).toBe(rows.length)
    expect(await send(deps, { preview: false, rows: [] })).toMatchObject({ open: 2, moved: 1 })
    await register(deps, 3)
    deps.at('2021-10-19 01:00')
    expect(await audit(deps)).toMatchObject({ open: 3, moved: 1, forgotten: 0 })
    expect(await dueOf(deps, 3)).toBe(vn('2021-10-22 17:00'))
  })

  it('goes on where a case failed half way', async () => {
    const deps = await world(3)
    let failures = 1
    const cases: TestDeps['cases'] = {
      ...deps.cases,
      save: async (document, expected) => {
        if (document.id === idOf(2) && failures-- > 0) throw new Error('throttled')
        return deps.cases.save(document, expected)
      },
    }
    expect(await send({ ...deps, cases }, { preview: false })).toMatchObject({ moved: 2, failed: 1 })
    expect(await send({ ...deps, cases }, { preview: false, rows: [] })).toMatchObject({ moved: 1, failed: 0 })
    expect((await deps.registryStore.rows()).length).toBe(rows.length + 1)
  })

  it('that would break the registry is refused, and nothing is written', async () => {
    const deps = await world(1)
    const ended = { ...dayOff, kind: 'calendar', code: 'counter', value: null }
    for (const preview of [true, false])
      expect(await send(deps, { preview, rows: [ended] })).toMatchObject({
        type: 'rejected',
        rejection: { code: 'unknownCalendar', calendar: 'counter' },
      })
    expect(await deps.registryStore.rows()).toHaveLength(rows.length)
  })
})
