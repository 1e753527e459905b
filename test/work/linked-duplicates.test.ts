import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inMemoryCaseStore } from '../../functions/store/case-store.ts'
import { dynamoCaseStore } from '../../functions/store/dynamo-case-store.ts'
import { settleDuplicate } from '../../functions/work/duplicates.ts'
import type { TestDeps } from '../support/deps.ts'
import { link, one, operator, other, proposed, received, world } from '../support/duplicates.ts'
import { startDynalite, type TestDatabase } from '../support/dynalite.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startDynalite()
})
afterAll(() => database.stop())

describe('a duplicate', () => {
  describe.each(['resolved', 'notCompetent', 'withdrawn'] as const)('that has ended as %s', (status) => {
    async function ended(): Promise<TestDeps> {
      const deps = await world()
      deps.at('2021-10-19 10:00')
      await deps.tell(other, { type: 'changeStatus', status })
      return deps
    }

    it('is proposed, linked and counted once; its end and the clock of the original stay', async () => {
      // given
      const deps = await ended()
      const [original, end] = [await deps.document(one), (await deps.document(other)).summary.finishedAt]
      expect(await proposed(deps)).toMatchObject([{ original: one, duplicate: other }])
      expect(await received(deps)).toBe(3)
      // when
      deps.at('2021-10-19 11:00')
      expect(await settleDuplicate(deps, operator, { ...link, reason: 'cùng ổ gà' })).toEqual({ type: 'settled' })
      // then
      expect(await received(deps)).toBe(2)
      expect(await proposed(deps)).toEqual([])
      expect(await deps.document(one)).toEqual(original)
      const { summary, held } = await deps.document(other)
      expect([summary.status, summary.finishedAt, held]).toEqual(['duplicate', end, 'finished'])
    })

    it('goes back to that end when it is taken apart, and is opened by a second word only', async () => {
      // given
      const deps = await ended()
      const before = (await deps.document(other)).summary
      deps.at('2021-10-19 11:00')
      await settleDuplicate(deps, operator, link)
      // when
      deps.at('2021-10-20 09:00')
      await settleDuplicate(deps, operator, { action: 'unlink', report: other, reason: 'hai ổ gà' })
      // then
      expect((await deps.document(other)).summary).toEqual({ ...before, updatedAt: deps.now() })
      expect(await received(deps)).toBe(3)
      await deps.tell(other, { type: 'reopen', reason: 'chưa xong' })
      expect((await deps.document(other)).nextStepAt).toBeDefined()
    })
  })

  it('that its provider closed as said twice, without saying of what, is linked, too', async () => {
    const deps = await world()
    await deps.tell(other, { type: 'changeStatus', status: 'duplicate' })
    expect(await received(deps)).toBe(3)
    expect(await settleDuplicate(deps, operator, link)).toEqual({ type: 'settled' })
    expect(await received(deps)).toBe(2)
  })

  describe.each([
    ['in memory', async () => inMemoryCaseStore()],
    ['in DynamoDB', async () => dynamoCaseStore(await database.table())],
  ])('said of two reports both ways in one instant, %s', (_where, store) => {
    it('leads back in time only: one of the two counts', async () => {
      for (let round = 0; round < 5; round += 1) {
        // given
        const deps = await world({ cases: await store() })
        const back = { action: 'link', report: one, original: other } as const
        const asked = round % 2 === 0 ? [link, back] : [back, link]
        // when
        const settled = await Promise.all(asked.map((each) => settleDuplicate(deps, operator, each)))
        // then
        expect(settled.filter(({ type }) => type === 'settled')).toHaveLength(1)
        expect(settled).toContainEqual({
          type: 'rejected',
          rejection: { code: 'noOriginal', value: other, why: expect.stringMatching(/^(later|duplicate)$/) },
        })
        expect((await deps.cases.load(one))?.summary.status).toBe('received')
        expect((await deps.cases.load(other))?.summary.status).toBe('duplicate')
      }
    })
  })
})
