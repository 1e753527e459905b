import { describe, expect, it } from 'vitest'
import { connectForLinks, s3FileLinks } from '../../functions/store/s3-file-links.ts'

const credentials = { accessKeyId: 'create-import', secretAccessKey: 'test' }
const local = { region: 'ap-southeast-1', credentials, endpoint: 'http://127.0.0.1:1', forcePathStyle: true }
const links = s3FileLinks(connectForLinks('documents', local))

describe('a link to a file', () => {
  it('takes one file of exactly the announced size, for a quarter of an hour', async () => {
    const { method, url, headers } = await links.upload('import/a/file', 1234)
    const { pathname, searchParams } = new URL(url)
    expect([method, pathname, headers]).toEqual(['PUT', '/documents/import/a/file', { 'content-length': '1234' }])
    expect(searchParams.get('X-Amz-Expires')).toBe('900')
    expect(searchParams.get('X-Amz-SignedHeaders')?.split(';')).toContain('content-length')
    expect(searchParams.get('X-Amz-Credential')).toMatch(/^create-import\//)
  })

  it('asks for no checksum that only the SDK would send', async () => {
    const { searchParams } = new URL((await links.upload('import/a/file', 1234)).url)
    expect([...searchParams.keys()].filter((name) => /checksum-crc/i.test(name))).toEqual([])
  })

  it('is saved under a name without letters that headers do not take', async () => {
    const { method, url } = await links.download('import/a/refused.csv', 'Danh sách "1"-refused.csv')
    const { searchParams } = new URL(url)
    expect(method).toBe('GET')
    expect(searchParams.get('response-content-disposition')).toBe('attachment; filename="Danh_s_ch__1_-refused.csv"')
  })
})
