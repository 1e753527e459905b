import { describe, expect, it } from 'vitest'
import { DAY_MS, fromMs, toMs } from '../../functions/domain/instant.ts'
import { fateOf } from '../../functions/domain/retention.ts'
import { erasePeople, erasePerson, readPerson } from '../../functions/work/people.ts'
import { register } from '../../functions/work/register.ts'
import { testDeps } from '../support/deps.ts'
import { row } from '../support/registry.ts'
import { dossier, vn } from '../support/scenario.ts'

const operator = { role: 'operator', id: 'ioc' } as const
const id = `dossier:${dossier.code.toLowerCase()}`
const person = { name: 'Trần Thị Bí Mật', phone: '0905000111' }
const days = (from: string, n: number): string => fromMs(toMs(from) + n * DAY_MS)

/** A dossier with its citizen, ended on 20/10/2021 where asked for. */
async function given({ ended = false, rule = true } = {}) {
  const kept = row('retention', 'people', { days: 100 })
  const deps = await testDeps('2021-10-18 08:00', ...(rule ? [kept] : []))
  const known = { type: 'registerDossier' as const, facts: { ...dossier, receivedAt: vn('2021-10-18 07:30') } }
  await register(deps, operator, { command: known, person })
  if (ended) {
    deps.at('2021-10-20 09:00')
    await deps.tell(id, { type: 'changeStatus', status: 'received' })
    await deps.tell(id, { type: 'changeStatus', status: 'returned' })
  }
  return deps
}

describe('the citizen', () => {
  it('is shown to an operator who says why, and that is written down first', async () => {
    const deps = await given()
    expect(await readPerson(deps, operator, { id, purpose: 'contact' })).toMatchObject({ type: 'read', person })
    expect(await deps.people.readings(id)).toEqual([{ at: vn('2021-10-18 08:00'), by: operator, purpose: 'contact' }])
    expect(await readPerson(deps, operator, { id: 'dossier:none', purpose: 'contact' })).toEqual({ type: 'notFound' })
  })

  it('is not shown where that cannot be written down', async () => {
    const deps = await given()
    const people = { ...deps.people, noteReading: () => Promise.reject(new Error('down')) }
    await expect(readPerson({ ...deps, people }, operator, { id, purpose: 'contact' })).rejects.toThrow('down')
  })

  it('is forgotten at its request, also where a source tells again; the case counts as before', async () => {
    const deps = await given()
    const before = await deps.document(id)
    expect(await erasePerson(deps, operator, { id, reason: 'đơn ngày 19/10' })).toBe(true)
    expect(await readPerson(deps, operator, { id, purpose: 'contact' })).toEqual({ type: 'personErased' })
    expect(await deps.document(id)).toEqual(before)
    const again = { type: 'registerDossier' as const, facts: dossier, status: 'processing' as const }
    await register(deps, operator, { command: again, person })
    expect(await readPerson(deps, operator, { id, purpose: 'contact' })).toEqual({ type: 'personErased' })
    expect(await erasePerson(deps, operator, { id: 'dossier:none', reason: 'x' })).toBe(false)
  })
})

describe('the night', () => {
  it('forgets a citizen so long after the end of the case as the rule says, and not a day before', async () => {
    const deps = await given({ ended: true })
    const before = await deps.document(id)
    expect(await erasePeople(deps)).toEqual({ erased: 0, kept: 1, failed: 0 })
    deps.at('2022-01-27 02:00')
    await erasePeople(deps)
    expect(await deps.people.load(id)).toMatchObject({ person })
    deps.at('2022-01-29 02:00')
    expect(await erasePeople(deps)).toEqual({ erased: 1, kept: 0, failed: 0 })
    expect(await deps.people.load(id)).toMatchObject({ erased: { why: 'retention' } })
    expect(await deps.document(id)).toEqual(before)
    expect(await erasePeople(deps)).toEqual({ erased: 0, kept: 0, failed: 0 })
  })

  it('keeps the citizen of an open case for as long as it is open', async () => {
    const deps = await given()
    for (const time of ['2021-10-19 02:00', '2022-06-01 02:00', '2023-06-01 02:00']) {
      deps.at(time)
      expect(await erasePeople(deps)).toEqual({ erased: 0, kept: 1, failed: 0 })
    }
  })

  it('forgets nobody without a rule', async () => {
    const deps = await given({ ended: true, rule: false })
    deps.at('2031-01-01 02:00')
    expect(await erasePeople(deps)).toEqual({ erased: 0, kept: 0, failed: 0 })
    expect(await deps.people.load(id)).toMatchObject({ person })
  })

  it('counts who could not be looked at, and goes on', async () => {
    const deps = await given({ ended: true })
    await deps.people.save('dossier:damaged', { name: 'Y' }, vn('2021-10-18 08:00'))
    deps.at('2022-02-01 02:00')
    const cases = {
      ...deps.cases,
      load: (of: string) => (of === 'dossier:damaged' ? Promise.reject(new Error('damaged')) : deps.cases.load(of)),
    }
    expect(await erasePeople({ ...deps, cases })).toEqual({ erased: 1, kept: 0, failed: 1 })
  })
})

describe('how long a citizen is kept', () => {
  const savedAt = vn('2021-10-18 08:00')
  const closedAt = vn('2021-10-20 09:00')
  const rule = { days: 730 }

  it('is looked at again when the time may be over, and now and then before', () => {
    const now = days(closedAt, 1)
    expect(fateOf({ savedAt, closedAt, isKnown: true }, rule, now)).toEqual({ type: 'keep', lookAgain: days(now, 90) })
    const near = days(closedAt, 700)
    expect(fateOf({ savedAt, closedAt, isKnown: true }, rule, near)).toEqual({
      type: 'keep',
      lookAgain: days(closedAt, 730),
    })
    expect(fateOf({ savedAt, closedAt, isKnown: true }, rule, days(closedAt, 730))).toEqual({ type: 'erase' })
  })

  it('ends after a month where the case never came', () => {
    const orphan = { savedAt, closedAt: undefined, isKnown: false }
    expect(fateOf(orphan, rule, days(savedAt, 29))).toMatchObject({ type: 'keep' })
    expect(fateOf(orphan, rule, days(savedAt, 30))).toEqual({ type: 'erase' })
  })
})
