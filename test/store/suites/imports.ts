import { describe, expect, it } from 'vitest'
import { VersionSkippedError } from '../../../functions/store/errors.ts'
import type { ImportJob, ImportStore } from '../../../functions/store/import-store.ts'

const job: ImportJob = {
  id: 'a'.repeat(32),
  version: 1,
  status: 'waiting',
  by: { role: 'operator', id: 'truc' },
  createdAt: '2021-10-18T01:00:00.000Z',
  file: { name: 'Danh sách.csv', sha256: 'b'.repeat(64), bytes: 10 },
  run: 0,
}

export function importSuite(fresh: () => Promise<ImportStore>): void {
  describe('an import', () => {
    it('comes back as it was last saved', async () => {
      const store = await fresh()
      expect(await store.load(job.id)).toBeUndefined()
      expect(await store.save(job, undefined)).toBe('saved')
      const refused: ImportJob = {
        ...job,
        version: 2,
        status: 'refused',
        refusal: {
          code: 'unknownLayout',
          detail: 'Chưa có mẫu',
          detailEn: 'No mapping',
          proposal: { dates: ['d/M/yyyy'] },
        },
      }
      expect(await store.save(refused, 1)).toBe('saved')
      expect(await store.load(job.id)).toEqual(refused)
    })

    it('is changed by one at a time', async () => {
      const store = await fresh()
      await store.save(job, undefined)
      expect(await store.save(job, undefined)).toBe('saved')
      expect(await store.save({ ...job, run: 7 }, undefined)).toBe('conflict')
      expect(await store.save({ ...job, version: 2, run: 1 }, 1)).toBe('saved')
      expect(await store.save({ ...job, version: 2, run: 1 }, 1)).toBe('saved')
      expect(await store.save({ ...job, version: 2, run: 2 }, 1)).toBe('conflict')
      await expect(store.save({ ...job, version: 4 }, 2)).rejects.toThrow(VersionSkippedError)
    })
  })
}
