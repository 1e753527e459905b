import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { AwsCall } from '../../infra/local/aws.ts'
import { S3 } from '../../infra/local/s3.ts'
import { awsCall } from './models.ts'

let folder: string
let s3: S3
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's3-'))
  s3 = new S3(folder, ['papers'])
})
afterEach(() => rmSync(folder, { recursive: true }))

const call = (method: string, path: string, rest: Partial<AwsCall> = {}) => awsCall({ method, path, ...rest })
const put = (key: string, body: string, headers = {}) =>
  s3.handle(call('PUT', `/papers/${key}`, { body: Buffer.from(body), headers }))
const get = (key: string) => s3.handle(call('GET', `/papers/${key}`))
const list = (query: string) => String(s3.handle(call('GET', '/papers', { query: new URLSearchParams(query) })).body)
const keysIn = (xml: string) => [...xml.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => key)

describe('a bucket', () => {
  it('keeps an object as a file, with what came with it', () => {
    put('report/2021-W43.pdf', 'content', { 'content-type': 'application/pdf', 'x-amz-meta-week': '43', host: 'no' })
    expect(readFileSync(join(folder, 'papers/report/2021-W43.pdf'), 'utf8')).toBe('content')
    const { headers, body } = new S3(folder, ['papers']).handle(call('GET', '/papers/report/2021-W43.pdf'))
    expect(body?.toString()).toBe('content')
    expect(headers).toMatchObject({ 'content-type': 'application/pdf', 'x-amz-meta-week': '43', 'content-length': '7' })
    expect(headers).not.toHaveProperty('host')
  })

  it('answers with the same tag as long as the content is the same', () => {
    expect(put('a', '1').headers).toEqual({ etag: get('a').headers?.['etag'] })
    expect(put('a', '2').headers).not.toEqual(put('a', '1').headers)
  })

  it('replaces an object, unless asked to keep what is there', () => {
    put('a', 'first')
    expect(() => put('a', 'second', { 'if-none-match': '*' })).toThrow(expect.objectContaining({ status: 412 }))
    expect(get('a').body?.toString()).toBe('first')
    put('a', 'third')
    expect(get('a').body?.toString()).toBe('third')
  })

  it('tells what it is asked about without the content', () => {
    put('a', 'content')
    expect(s3.handle(call('HEAD', '/papers/a'))).toEqual({ status: 200, headers: get('a').headers })
  })

  it('forgets what is deleted', () => {
    put('a', '1')
    expect(s3.handle(call('DELETE', '/papers/a')).status).toBe(204)
    expect(() => get('a')).toThrow(expect.objectContaining({ code: 'NoSuchKey', status: 404 }))
  })

  it('lists its keys in their order, a page at a time', () => {
    for (const key of ['b/2', 'b/10', 'a & <b>', 'b/1', 'đ']) put(key, key)
    expect(keysIn(list(''))).toEqual(['a &amp; &lt;b&gt;', 'b/1', 'b/10', 'b/2', 'đ'])
    const first = list('prefix=b/&max-keys=2')
    expect(keysIn(first)).toEqual(['b/1', 'b/10'])
    expect(first).toContain('<NextContinuationToken>b/10</NextContinuationToken>')
    expect(keysIn(list('prefix=b/&max-keys=2&continuation-token=b/10'))).toEqual(['b/2'])
  })

  it('never leaves its folder', () => {
    expect(() => put('../../escaped', '!')).toThrow(expect.objectContaining({ code: 'InvalidArgument' }))
    put('a\\..\\b', '!')
    expect(readdirSync(join(folder, 'papers'))).toEqual(['a%5C..%5Cb'])
  })

  it('must exist', () => {
    expect(() => s3.handle(call('PUT', '/other/a'))).toThrow(expect.objectContaining({ code: 'NoSuchBucket' }))
  })
})

describe('a call asks its role for', () => {
  it.each([
    ['GET', '/papers/a/b', 's3:GetObject', 'arn:aws:s3:::papers/a/b'],
    ['HEAD', '/papers/a', 's3:GetObject', 'arn:aws:s3:::papers/a'],
    ['PUT', '/papers/a', 's3:PutObject', 'arn:aws:s3:::papers/a'],
    ['DELETE', '/papers/a', 's3:DeleteObject', 'arn:aws:s3:::papers/a'],
    ['GET', '/papers/', 's3:ListBucket', 'arn:aws:s3:::papers'],
  ])('%s %s', (method, path, action, resource) => {
    expect(s3.accesses(call(method, path))).toEqual([{ action, resource }])
  })
})
