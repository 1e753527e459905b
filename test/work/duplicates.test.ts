import { describe, expect, it } from 'vitest'
import { BadCursorError } from '../../functions/store/errors.ts'
import { duplicatesQuery, settleDuplicate } from '../../functions/work/duplicates.ts'
import { register } from '../../functions/work/register.ts'
import { fieldReportItem, fieldReportRegistration } from '../../functions/work/wire.ts'
import { allPages } from '../support/pages.ts'
import { link, one, operator, other, page, proposed, received, tell, world } from '../support/duplicates.ts'
import { vn } from '../support/scenario.ts'

describe('a duplicate', () => {
  it('is proposed by how far and how long the two are apart, and not by where they are', async () => {
    const found = await proposed(await world())
    expect(found).toEqual([
      { original: one, duplicate: other, metres: 56, minutesApart: 360, category: 'giao-thong', unit: 'bmt' },
    ])
    expect(JSON.stringify(found)).not.toMatch(/12\.66|108\.03/)
  })

  it('is sought among what came in the days asked for', async () => {
    const deps = await world()
    expect(await proposed(deps, { from: '2021-10-18', to: '2021-10-18' })).toHaveLength(1)
    expect(await proposed(deps, { from: '2021-10-19' })).toEqual([])
    deps.at('2021-11-19 09:00')
    expect(await proposed(deps)).toEqual([])
    expect(duplicatesQuery.safeParse({ from: '2021-01-01', to: '2021-10-01' }).success).toBe(false)
  })

  it('is told page by page, by the time of the later report, none left out and none twice', async () => {
    // given
    const deps = await world()
    for (const code of ['C', 'D', 'E'])
      await tell(deps, { code, provider: 'vnpt', time: '2021-10-18 17:00', lat: 12.6671 })
    await tell(deps, { code: 'F', provider: 'viettel', time: '2021-10-18 14:00', lat: 12.6671, category: 'chieu-sang' })
    await tell(deps, { code: 'G', provider: 'vnpt', time: '2021-10-18 14:30', lat: 12.6671, category: 'chieu-sang' })
    // when
    const paged = await allPages(2, async (ask) => {
      const { duplicates: items, cursor } = await page(deps, ask)
      return { items, cursor }
    })
    // then
    expect(paged.map((pair) => pair.duplicate)).toEqual([
      'report:vnpt:g',
      other,
      'report:vnpt:c',
      'report:vnpt:d',
      'report:vnpt:e',
    ])
    expect(await proposed(deps)).toEqual(paged)
    await expect(page(deps, { cursor: 'garbled' })).rejects.toThrow(BadCursorError)
  })

  it('that is linked counts once, and is not chased by itself', async () => {
    const deps = await world()
    expect(await received(deps)).toBe(3)
    expect(await settleDuplicate(deps, operator, link)).toEqual({ type: 'settled' })
    expect(await settleDuplicate(deps, operator, link)).toEqual({ type: 'settled' })
    expect(await received(deps)).toBe(2)
    expect(await deps.document(other)).toMatchObject({ held: 'finished', summary: { status: 'duplicate' } })
    expect((await deps.document(one)).nextStepAt).toBeDefined()
    expect(await proposed(deps)).toEqual([])
  })

  it('that was linked wrongly is taken apart, chased again, counted again, and proposed no more', async () => {
    const deps = await world()
    await settleDuplicate(deps, operator, link)
    deps.at('2021-10-20 09:00')
    const unlink = { action: 'unlink', report: other, reason: 'hai ổ gà khác nhau' } as const
    expect(await settleDuplicate(deps, operator, unlink)).toEqual({ type: 'settled' })
    expect(await received(deps)).toBe(3)
    expect((await deps.document(other)).nextStepAt).toBeDefined()
    expect(await proposed(deps)).toEqual([])
    expect(await settleDuplicate(deps, operator, unlink)).toEqual({ type: 'notLinked' })
  })

  it('that could not be kept apart is taken apart when somebody asks again', async () => {
    const deps = await world()
    await settleDuplicate(deps, operator, link)
    deps.at('2021-10-20 09:00')
    const unlink = { action: 'unlink', report: other, reason: 'hai ổ gà khác nhau' } as const
    const duplicates = { ...deps.duplicates, refuse: () => Promise.reject(new Error('down')) }
    await expect(settleDuplicate({ ...deps, duplicates }, operator, unlink)).rejects.toThrow('down')
    expect(await settleDuplicate(deps, operator, unlink)).toEqual({ type: 'settled' })
    expect(await proposed(deps)).toEqual([])
  })

  it('that is refused is proposed no more, and nothing happens to its cases', async () => {
    const deps = await world()
    const before = await deps.document(other)
    const refuse = { action: 'refuse', report: other, original: one, reason: 'hai bên đường' } as const
    expect(await settleDuplicate(deps, operator, refuse)).toEqual({ type: 'settled' })
    expect(await proposed(deps)).toEqual([])
    expect(await deps.document(other)).toEqual(before)
    expect(await deps.duplicates.refused()).toMatchObject([
      { pair: [other, one], by: { role: 'operator', id: 'truc' }, reason: 'hai bên đường' },
    ])
  })

  it('stays linked where its provider tells late of an end before the link', async () => {
    // given
    const deps = await world()
    deps.at('2021-10-20 09:00')
    await settleDuplicate(deps, operator, link)
    // when
    deps.at('2021-10-20 10:00')
    const ended = { status: 'resolved', statusAt: vn('2021-10-19 16:00') }
    const item = { code: 'A', provider: 'viettel', agency: 'bmt', category: 'giao-thong', unit: 'bmt', ...ended }
    const who = { role: 'provider', id: 'app', provider: 'viettel' } as const
    const told = fieldReportItem.parse({ ...item, receivedAt: vn('2021-10-18 15:00') })
    expect(await register(deps, who, fieldReportRegistration(told))).toMatchObject({ result: 'updated' })
    // then
    expect(await deps.document(other)).toMatchObject({ summary: { status: 'duplicate' } })
    expect(await received(deps)).toBe(2)
  })

  it('is no duplicate of nothing, of itself, of a later one or of a duplicate', async () => {
    const deps = await world()
    const refused = async (report: string, original: string) =>
      settleDuplicate(deps, operator, { action: 'link', report, original })
    expect(await refused(other, 'report:vnpt:z')).toMatchObject({ rejection: { code: 'noOriginal', why: 'unknown' } })
    expect(await refused(other, other)).toMatchObject({ rejection: { code: 'noOriginal', why: 'itself' } })
    expect(await refused(one, other)).toMatchObject({ rejection: { code: 'noOriginal', why: 'later' } })
    await settleDuplicate(deps, operator, link)
    expect(await refused(one, other)).toMatchObject({ rejection: { code: 'noOriginal', why: 'duplicate' } })
    expect(await refused('report:vnpt:z', one)).toMatchObject({ rejection: { code: 'notFound' } })
  })
})
