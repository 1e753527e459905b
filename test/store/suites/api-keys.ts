import { describe, expect, it } from 'vitest'
import type { ApiKey } from '../../../functions/domain/api-key.ts'
import type { ApiKeyStore } from '../../../functions/store/api-key-store.ts'

const deed = { at: '2021-10-18T01:00:00.000Z', by: { role: 'administrator', id: 'admin' } }
const key = (digit: string): ApiKey => ({ hash: digit.repeat(64), provider: 'vnpt', label: 'app', created: deed })

export function apiKeySuite(fresh: () => Promise<ApiKeyStore>): void {
  describe('an api key', () => {
    it('is found by its hash, and stands in the list', async () => {
      const store = await fresh()
      expect(await store.load(key('a').hash)).toBeUndefined()
      for (const each of [key('b'), key('a')]) expect(await store.add(each)).toBe('saved')
      expect(await store.load(key('a').hash)).toEqual(key('a'))
      expect(await store.all()).toEqual([key('a'), key('b')])
    })

    it('is revoked once, and is there still', async () => {
      const store = await fresh()
      await store.add(key('a'))
      expect(await store.revoke(key('a').hash, deed)).toBe('saved')
      expect(await store.revoke(key('a').hash, { ...deed, at: '2021-10-19T01:00:00.000Z' })).toBe('conflict')
      expect(await store.load(key('a').hash)).toEqual({ ...key('a'), revoked: deed })
      expect(await store.revoke(key('c').hash, deed)).toBe('conflict')
    })
  })
}
