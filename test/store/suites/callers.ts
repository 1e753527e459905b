import { describe, expect, it } from 'vitest'
import type { CallerStore, Lease } from '../../../functions/store/caller-store.ts'

const at = (time: string): Lease => ({
  now: `2021-10-29T${time}.000Z`,
  leaseUntil: new Date(Date.parse(`2021-10-29T${time}Z`) + 35_000).toISOString(),
  expiresAt: Date.parse('2021-10-30T01:00:00Z') / 1000,
})
const call = { caller: 'operator ioc', key: 'k1', fingerprint: 'a' }
const answer = { status: 200, body: { id: 'x' }, headers: { etag: '"1"' } }

export function callerSuite(fresh: () => Promise<CallerStore>): void {
  describe('a call under a key', () => {
    it('is done once; then its answer is said again, until it is forgotten', async () => {
      const store = await fresh()
      expect(await store.claim(call, at('01:00:00'))).toEqual({ type: 'claimed' })
      expect(await store.claim(call, at('01:00:10'))).toEqual({ type: 'running' })
      await store.keep(call, answer, at('01:00:12'))
      expect(await store.claim(call, at('09:00:00'))).toEqual({ type: 'answered', answer })
      const nextDay = { ...at('01:00:00'), now: '2021-10-30T01:00:00.000Z' }
      expect(await store.claim(call, nextDay)).toEqual({ type: 'claimed' })
    })

    it('is refused with another content, and is another one of another caller', async () => {
      const store = await fresh()
      await store.claim(call, at('01:00:00'))
      await store.keep(call, answer, at('01:00:01'))
      expect(await store.claim({ ...call, fingerprint: 'b' }, at('01:00:02'))).toEqual({ type: 'reused' })
      expect(await store.claim({ ...call, caller: 'agency bmt' }, at('01:00:02'))).toEqual({ type: 'claimed' })
    })

    it('is free again where nothing was done, or whoever was at it has died', async () => {
      const store = await fresh()
      await store.claim(call, at('01:00:00'))
      await store.release(call, at('01:00:01'))
      expect(await store.claim(call, at('01:00:02'))).toEqual({ type: 'claimed' })
      expect(await store.claim(call, at('01:00:36'))).toEqual({ type: 'running' })
      expect(await store.claim(call, at('01:00:37'))).toEqual({ type: 'claimed' })
    })

    it('is counted by caller and minute', async () => {
      const store = await fresh()
      const [first, second] = ['2021-10-29T01:00:00.000Z', '2021-10-29T01:01:00.000Z']
      const counts = [
        await store.count('a', first, 1),
        await store.count('a', first, 1),
        await store.count('a', second, 1),
        await store.count('b', first, 1),
      ]
      expect(counts).toEqual([1, 2, 1, 1])
    })
  })
}
