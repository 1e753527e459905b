import { describe, expect, it } from 'vitest'
import type { StoredContribution } from '../../../functions/domain/contribution.ts'
import type { StoredTransmission } from '../../../functions/domain/transmission.ts'
import { VersionSkippedError } from '../../../functions/store/errors.ts'
import type { ReportRecord, ReportStore } from '../../../functions/store/report-store.ts'
import { vn } from '../../support/scenario.ts'

const draft = (more: Partial<Extract<ReportRecord, { status: 'draft' }>> = {}): ReportRecord => ({
  status: 'draft',
  week: '2021-W43',
  version: 1,
  period: { from: vn('2021-10-14'), to: vn('2021-10-29') },
  knownAt: vn('2021-10-29 08:00'),
  closesAt: vn('2021-10-29 14:30'),
  content: 1,
  execution: 'draft-2021-10-29',
  ...more,
})
const signed = (before: ReportRecord, number: number): ReportRecord => ({
  ...before,
  status: 'signed',
  version: before.version + 1,
  number,
  signedAt: vn('2021-10-29 14:00'),
  signedBy: 'signer-1',
  signatory: { capacity: 'GIÁM ĐỐC', name: 'Y Thử Nghiệm' },
  publishedAt: vn('2021-10-29 14:00'),
})

const text = (words: string, more: Partial<StoredContribution> = {}): StoredContribution => ({
  section: 'communication',
  text: words,
  author: 'operator-1',
  storedAt: vn('2021-10-28 09:00'),
  ...more,
})

const numbers = { sequence: 'reports', year: 2021 }

export function reportSuite(fresh: () => Promise<ReportStore>): void {
  describe('what the e-office tells', () => {
    const sent: StoredTransmission = {
      step: 'sent',
      recipient: 'Ủy ban nhân dân tỉnh',
      at: vn('2021-10-29 14:40'),
      content: 2,
      recordedAt: vn('2021-10-29 14:41'),
      recordedBy: 'operator-1',
    }

    it('is kept by content, recipient and step: the first word stays', async () => {
      const store = await fresh()
      expect(await store.noteTransmission('2021-W43', sent)).toBe('saved')
      expect(await store.noteTransmission('2021-W43', sent)).toBe('saved')
      expect(await store.noteTransmission('2021-W43', { ...sent, at: vn('2021-10-29 15:00') })).toBe('conflict')
      const opened = { ...sent, step: 'opened' as const, by: 'Văn thư' }
      const again = { ...sent, content: 3 }
      for (const each of [again, opened]) expect(await store.noteTransmission('2021-W43', each)).toBe('saved')
      expect(await store.transmissions('2021-W43')).toEqual([opened, sent, again])
    })

    it('belongs to its week, and stands apart from what people contribute', async () => {
      const store = await fresh()
      await store.noteTransmission('2021-W43', sent)
      await store.contribute('2021-W43', text('Đã đăng'))
      expect(await store.transmissions('2021-W44')).toEqual([])
      expect(await store.contributions('2021-W43')).toHaveLength(1)
      expect(await store.transmissions('2021-W43')).toEqual([sent])
    })
  })

  describe('a weekly report', () => {
    it('is read back in its newest version', async () => {
      const store = await fresh()
      expect(await store.load('2021-W43')).toBeUndefined()
      expect(await store.save(draft(), undefined)).toBe('saved')
      for (let version = 2; version <= 12; version += 1) await store.save(draft({ version }), version - 1)
      await store.save(draft({ week: '2021-W44' }), undefined)
      expect(await store.load('2021-W43')).toEqual(draft({ version: 12 }))
      expect(await store.save(signed(draft({ version: 12 }), 110), 12)).toBe('saved')
      expect(await store.load('2021-W43')).toEqual(signed(draft({ version: 12 }), 110))
    })

    it('is not saved over a version that the saver has not read', async () => {
      const store = await fresh()
      await store.save(draft(), undefined)
      expect(await store.save(draft(), undefined)).toBe('saved')
      expect(await store.save(draft({ knownAt: vn('2021-10-29 09:00') }), undefined)).toBe('conflict')
      const rivals = await Promise.all([110, 111, 112].map((number) => store.save(signed(draft(), number), 1)))
      expect(rivals.filter((outcome) => outcome === 'saved')).toHaveLength(1)
      await expect(store.save(draft({ version: 3 }), 1)).rejects.toThrow(VersionSkippedError)
    })

    it('that was published last is found, whatever drafts are newer', async () => {
      const store = await fresh()
      expect(await store.latest()).toBeUndefined()
      for (const week of ['2021-W43', '2021-W44', '2021-W45', '2021-W46']) await store.save(draft({ week }), undefined)
      expect(await store.latest()).toBeUndefined()
      await store.save(signed(draft({ week: '2021-W43' }), 110), 1)
      await store.save(signed(draft({ week: '2021-W44' }), 111), 1)
      for (let version = 2; version <= 15; version += 1)
        await store.save(draft({ week: '2021-W45', version }), version - 1)
      expect(await store.latest()).toMatchObject({ week: '2021-W44', number: 111 })
      expect(await store.latest('2021-W44')).toMatchObject({ week: '2021-W43', number: 110 })
      expect(await store.latest('2021-W43')).toBeUndefined()
    })
  })

  describe('contributions', () => {
    it('are all kept, and within a section in order of storing', async () => {
      const store = await fresh()
      const service = { section: 'features', cityService: 'field-reports' } as const
      const texts = Array.from({ length: 11 }, (_, at) => text(`Lần ${at + 1}`))
      for (const each of texts) await store.contribute('2021-W43', each)
      await store.contribute('2021-W43', text('Tính năng', service))
      await store.contribute('2021-W44', text('Tuần sau'))
      const stored = await store.contributions('2021-W43')
      expect(stored.filter((each) => each.section === 'communication')).toEqual(texts)
      expect(stored.filter((each) => each.section === 'features')).toEqual([text('Tính năng', service)])
      expect(stored).toHaveLength(12)
    })

    it('of several people at the same time are all kept', async () => {
      const store = await fresh()
      const people = Array.from({ length: 8 }, (_, at) => `operator-${at}`)
      await Promise.all(people.map((author) => store.contribute('2021-W43', text('Cùng lúc', { author }))))
      const authors = (await store.contributions('2021-W43')).map((each) => each.author)
      expect(authors.toSorted()).toEqual(people)
    })
  })

  describe('document numbers', () => {
    it('begin with the first one configured, year by year', async () => {
      const store = await fresh()
      expect(await store.takeNumber({ ...numbers, first: 110, document: '2021-W43' })).toBe(110)
      expect(await store.takeNumber({ ...numbers, first: 110, document: '2021-W44' })).toBe(111)
      expect(await store.takeNumber({ ...numbers, year: 2022, first: 1, document: '2022-W01' })).toBe(1)
      expect(await store.takeNumber({ sequence: 'other', year: 2021, first: 7, document: 'a' })).toBe(7)
    })

    it('stay with their document', async () => {
      const store = await fresh()
      for (const document of ['2021-W43', '2021-W44', '2021-W43'])
        await store.takeNumber({ ...numbers, first: 110, document })
      expect(await store.takeNumber({ ...numbers, first: 110, document: '2021-W43' })).toBe(110)
      expect(await store.takeNumber({ ...numbers, first: 110, document: '2021-W45' })).toBe(112)
    })

    it('have no gaps and no doubles when twelve documents are each signed three times at once', async () => {
      const store = await fresh()
      const documents = Array.from({ length: 36 }, (_, at) => `document-${at % 12}`)
      const taken = await Promise.all(
        documents.map((document) => store.takeNumber({ ...numbers, first: 110, document })),
      )
      expect([...new Set(taken)].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, at) => 110 + at))
      const byDocument = new Set(documents.map((document, at) => `${document} ${taken[at]}`))
      expect(byDocument.size).toBe(12)
    })

    it('that staff reserved or voided are skipped', async () => {
      const store = await fresh()
      const reserved = { status: 'reserved', number: 111, reason: 'kept for a supplement' } as const
      expect(await store.setNumberAside(numbers, reserved)).toBe('saved')
      expect(await store.setNumberAside(numbers, reserved)).toBe('saved')
      expect(await store.setNumberAside(numbers, { status: 'void', number: 112, reason: 'spoilt' })).toBe('saved')
      expect(await store.setNumberAside(numbers, { status: 'void', number: 111, reason: 'spoilt' })).toBe('conflict')
      expect(await store.takeNumber({ ...numbers, first: 110, document: 'a' })).toBe(110)
      expect(await store.takeNumber({ ...numbers, first: 110, document: 'b' })).toBe(113)
      expect(await store.setNumberAside(numbers, { status: 'void', number: 113, reason: 'spoilt' })).toBe('conflict')
      expect((await store.numbers(numbers)).map(({ number, status }) => `${number} ${status}`)).toEqual([
        '110 issued',
        '111 reserved',
        '112 void',
        '113 issued',
      ])
    })
  })
}
