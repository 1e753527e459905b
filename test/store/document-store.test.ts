import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inMemoryDocumentStore, type DocumentStore } from '../../functions/store/document-store.ts'
import { s3DocumentStore } from '../../functions/store/s3-document-store.ts'
import { startS3 } from './s3-server.ts'

let s3: Awaited<ReturnType<typeof startS3>>
let buckets = 0
beforeAll(async () => {
  s3 = await startS3()
})
afterAll(() => s3.stop())

const stores: [string, () => DocumentStore][] = [
  ['the double', inMemoryDocumentStore],
  ['S3', () => s3DocumentStore(s3.bucket(`documents-${(buckets += 1)}`))],
]

const file = (text: string) => ({ body: new TextEncoder().encode(text), contentType: 'application/json' })
const textOf = (found?: { body: Uint8Array }) => found && new TextDecoder().decode(found.body)

describe.each(stores)('documents in %s', (_, fresh) => {
  it('come back as they were put', async () => {
    const store = fresh()
    expect(await store.put('report/2021-W43/v1.json', file('{"tên":"Đắk Lắk"}'))).toBe('saved')
    const found = await store.get('report/2021-W43/v1.json')
    expect(textOf(found)).toBe('{"tên":"Đắk Lắk"}')
    expect(found?.contentType).toBe('application/json')
    expect(await store.get('report/2021-W43/v2.json')).toBeUndefined()
  })

  it('are replaced, unless they must not be', async () => {
    const store = fresh()
    await store.put('a', file('1'))
    expect(await store.put('a', file('2'))).toBe('saved')
    expect(await store.put('a', file('3'), { ifAbsent: true })).toBe('conflict')
    expect(await store.put('b', file('4'), { ifAbsent: true })).toBe('saved')
    expect([textOf(await store.get('a')), textOf(await store.get('b'))]).toEqual(['2', '4'])
  })

  it('are listed by the beginning of their keys', async () => {
    const store = fresh()
    for (const key of ['report/b.pdf', 'report/a.pdf', 'other/a.pdf', 'report/d.pdf', 'report/c.pdf', 'report/e.pdf'])
      await store.put(key, file(key))
    expect(await store.list('report/')).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => `report/${name}.pdf`))
    expect(await store.list('none/')).toEqual([])
  })
})
