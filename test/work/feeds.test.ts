import { describe, expect, it } from 'vitest'
import { incidentId, isOpen } from '../../functions/domain/incident.ts'
import { BadCursorError } from '../../functions/store/errors.ts'
import { controlTotalsQuery, differencesBetween, tellControlTotal } from '../../functions/work/control-totals.ts'
import { closeIncident, listIncidents } from '../../functions/work/incidents.ts'
import { watchFeeds } from '../../functions/work/watch-feeds.ts'
import { allPages } from '../support/pages.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { row } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'

const vnpt = { role: 'provider', id: 'app', provider: 'vnpt' } as const
const provider = row('agency', 'vnpt', { id: 'vnpt', name: 'VNPT Đắk Lắk', kind: 'provider' })

let n = 0
async function report(deps: TestDeps, time: string): Promise<void> {
  deps.at(time)
  n += 1
  const facts = { ...fieldReport, code: `F-${n}`, receivedAt: vn(time) }
  await deps.tell(`report:vnpt:f-${n}`, { type: 'registerFieldReport', facts })
}

/** A report on each working day of the week from Monday 18/10/2021. */
async function world(...more: Parameters<typeof row>[]): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:00', provider, ...more.map((each) => row(...each)))
  for (const day of ['18', '19', '20', '21', '22']) await report(deps, `2021-10-${day} 09:00`)
  return deps
}

const watch = async (deps: TestDeps, time: string) => {
  deps.at(time)
  return watchFeeds(deps)
}
const open = async (deps: TestDeps) => (await deps.incidents.ofKind('silentFeed')).filter(isOpen)

describe('a feed that falls silent', () => {
  it('is an incident after the first full working day that its pattern does not know', async () => {
    const deps = await world()
    expect(await watch(deps, '2021-10-25 12:30')).toEqual({ feeds: 1, silent: 0, closed: 0 })
    expect(await watch(deps, '2021-10-26 12:30')).toEqual({ feeds: 1, silent: 1, closed: 0 })
    expect(await watch(deps, '2021-10-27 12:30')).toEqual({ feeds: 1, silent: 1, closed: 0 })
    expect(deps.metrics.get('feedsSilent')).toEqual([0, 1, 1])
    expect(await open(deps)).toMatchObject([
      { subject: 'provider:vnpt', since: vn('2021-10-23'), what: { lastDay: '2021-10-22', silentDays: 1, allowed: 0 } },
    ])
    expect(JSON.stringify(await listIncidents(deps, { kind: 'silentFeed', limit: 50 }))).toContain(
      'VNPT Đắk Lắk không gửi hồ sơ, phản ánh nào trong 1 ngày làm việc sau ngày 22/10/2021',
    )
  })

  it('is one no more when it speaks again', async () => {
    const deps = await world()
    await watch(deps, '2021-10-26 12:30')
    await report(deps, '2021-10-26 15:00')
    expect(await watch(deps, '2021-10-27 12:30')).toEqual({ feeds: 1, silent: 0, closed: 1 })
    expect(await open(deps)).toEqual([])
  })

  it('and says that nothing came, by its control total, is not silent', async () => {
    const deps = await world()
    deps.at('2021-10-25 18:00')
    await tellControlTotal(deps, vnpt, { provider: 'vnpt', date: '2021-10-25', totals: [] })
    expect(await watch(deps, '2021-10-26 12:30')).toMatchObject({ silent: 0 })
  })

  it('and whose incident somebody closed is not opened again for the same silence', async () => {
    const deps = await world()
    await watch(deps, '2021-10-26 12:30')
    const [incident] = await open(deps)
    const id = incident === undefined ? '' : incidentId(incident)
    await closeIncident(deps, { role: 'operator', id: 'truc' }, { id, reason: 'bảo trì' })
    expect(await watch(deps, '2021-10-27 12:30')).toMatchObject({ silent: 0 })
  })

  it('is looked for on working days, and by its rule where there is one', async () => {
    const deps = await world(['feed', 'provider:vnpt', { silentFor: 2 }])
    expect(await watch(deps, '2021-10-27 12:30')).toMatchObject({ silent: 0 })
    expect(await watch(deps, '2021-10-28 12:30')).toMatchObject({ silent: 1 })
    expect(await watch(deps, '2021-10-30 12:30')).toEqual({ feeds: 0, silent: 0, closed: 0 })
  })
})

describe('a feed that never spoke', () => {
  const spt = row('agency', 'spt', { id: 'spt', name: 'SPT', kind: 'provider' })
  const rule = (from: string, value: { silentFor: number } | null = { silentFor: 1 }) =>
    row('feed', 'provider:spt', value, from)

  it('is silent from the day its rule comes into force, once', async () => {
    // given
    const deps = await testDeps('2021-10-18 09:00', spt, rule('2021-10-25'), rule('2021-10-27', { silentFor: 2 }))
    // when, then: two full working days may pass, the 25th and the 26th, and with the new rule the 27th
    expect(await watch(deps, '2021-10-22 12:30')).toEqual({ feeds: 0, silent: 0, closed: 0 })
    expect(await watch(deps, '2021-10-26 12:30')).toEqual({ feeds: 1, silent: 0, closed: 0 })
    expect(await watch(deps, '2021-10-27 12:30')).toMatchObject({ silent: 0 })
    expect(await watch(deps, '2021-10-28 12:30')).toMatchObject({ silent: 1 })
    expect(await watch(deps, '2021-10-29 12:30')).toMatchObject({ silent: 1 })
    expect(await open(deps)).toMatchObject([
      { subject: 'provider:spt', what: { lastDay: '2021-10-24', silentDays: 3, allowed: 2 } },
    ])
  })

  it('and whose rule was recorded late is expected from the day after that', async () => {
    const late = { ...rule('2021-01-01'), recordedAt: vn('2021-10-20 15:00') }
    const deps = await testDeps('2021-10-18 09:00', spt, late)
    expect(await watch(deps, '2021-10-20 12:30')).toMatchObject({ feeds: 0 })
    expect(await watch(deps, '2021-10-22 12:30')).toMatchObject({ feeds: 1, silent: 0 })
    expect(await watch(deps, '2021-10-25 12:30')).toMatchObject({ silent: 1 })
  })

  it('is one no more with its first word, and a closed silence is not opened again eight weeks on', async () => {
    // given
    const deps = await testDeps('2021-10-18 09:00', spt, rule('2021-10-18'))
    expect(await watch(deps, '2021-10-20 12:30')).toMatchObject({ silent: 1 })
    // when
    deps.at('2021-10-20 15:00')
    await tellControlTotal(deps, vnpt, { provider: 'spt', date: '2021-10-20', totals: [] })
    // then
    expect(await watch(deps, '2021-10-21 12:30')).toMatchObject({ silent: 0, closed: 1 })
    expect(await watch(deps, '2021-10-25 12:30')).toMatchObject({ silent: 1 })
    const [again] = await open(deps)
    if (again === undefined) throw new Error('no incident')
    expect(again.what.lastDay).toBe('2021-10-20')
    await closeIncident(deps, { role: 'operator', id: 'truc' }, { id: incidentId(again), reason: 'bảo trì' })
    expect(await watch(deps, '2022-01-12 12:30')).toMatchObject({ feeds: 1, silent: 0 })
  })

  it('is nobody’s where its rule has ended or its provider is switched off, also if it is silent already', async () => {
    // given
    const off = row('agency', 'spt', null, '2021-10-27')
    const deps = await testDeps('2021-10-18 09:00', spt, off, rule('2021-10-18'))
    expect(await watch(deps, '2021-10-26 12:30')).toMatchObject({ feeds: 1, silent: 1 })
    // when, then
    expect(await watch(deps, '2021-10-27 12:30')).toEqual({ feeds: 0, silent: 0, closed: 1 })
    const [closed] = await deps.incidents.ofKind('silentFeed')
    expect(closed?.closed?.reason).toBe('Đơn vị cung cấp không còn trong danh mục')
    const ended = await testDeps('2021-10-18 09:00', spt, rule('2021-10-18'), rule('2021-10-19', null))
    expect(await watch(ended, '2021-10-26 12:30')).toEqual({ feeds: 0, silent: 0, closed: 0 })
  })
})

describe('a control total', () => {
  it('is held against what is known, and told again replaces what was told', async () => {
    const deps = await world()
    const query = controlTotalsQuery.parse({ from: '2021-10-18', to: '2021-10-19' })
    const tell = async (received: number) =>
      tellControlTotal(deps, vnpt, {
        provider: 'vnpt',
        date: '2021-10-18',
        totals: [{ unit: 'buon-ma-thuot', received }],
      })
    const missing = [{ provider: 'vnpt', date: '2021-10-19', known: 1 }]
    await tell(2)
    expect(await differencesBetween(deps, query)).toEqual({
      differences: [{ provider: 'vnpt', date: '2021-10-18', unit: 'buon-ma-thuot', told: 2, known: 1 }],
      missing,
    })
    deps.at('2021-10-22 10:00')
    await tell(1)
    expect(await differencesBetween(deps, query)).toEqual({ differences: [], missing })
    expect(await differencesBetween(deps, { ...query, provider: 'viettel' })).toEqual({ differences: [], missing: [] })
  })

  it('is told page by page, day by day, whether it differs or is missing', async () => {
    // given
    const deps = await world()
    for (const date of ['2021-10-18', '2021-10-20'])
      await tellControlTotal(deps, vnpt, {
        provider: 'vnpt',
        date,
        totals: ['a', 'b'].map((unit) => ({ unit, received: 2 })),
      })
    const ask = async (page: object) =>
      differencesBetween(deps, controlTotalsQuery.parse({ from: '2021-10-18', to: '2021-10-22', ...page }))
    const days = ({ differences, missing }: Awaited<ReturnType<typeof ask>>) =>
      [
        ...differences.map(({ date, unit }) => `${date} ${unit}`),
        ...missing.map(({ date }) => `${date} missing`),
      ].toSorted()
    // when
    const paged = await allPages(2, async (page) => {
      const answer = await ask(page)
      return { items: days(answer), cursor: answer.cursor }
    })
    // then
    expect(paged).toEqual(days(await ask({})))
    expect(paged).toHaveLength(9)
    await expect(ask({ cursor: 'garbled' })).rejects.toThrow(BadCursorError)
  })

  it('of a day to come is refused', async () => {
    const deps = await world()
    const told = tellControlTotal(deps, vnpt, { provider: 'vnpt', date: '2021-10-23', totals: [] })
    expect(await told).toMatchObject({ rejection: { code: 'inFuture', field: 'date' } })
  })
})
