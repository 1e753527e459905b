import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'

import * as z from 'zod'

import { AwsError, element, xmlReply, type AwsCall, type AwsReply, type AwsService } from './aws.ts'
import type { Access } from './role.ts'

/** What is kept with an object and given back with it. */
const KEPT_HEADERS = /^(content-type|content-disposition|cache-control|x-amz-meta-.*)$/
const keptSchema = z.record(z.string(), z.string())

const ACTIONS: Readonly<Record<string, string>> = {
  GET: 'GetObject',
  HEAD: 'GetObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
}

interface Place {
  readonly bucket: string
  /** Empty for the bucket itself. */
  readonly key: string
}

/**
 * S3 with path-style addresses: `folder/<bucket>/<key>` is the object, `folder/.headers/<bucket>/<key>` what came with
 * it. No versions, no parts. File system calls block, which makes each operation atomic for this process.
 */
export class S3 implements AwsService {
  readonly deniedCode = 'AccessDenied'
  readonly #folder: string
  readonly #buckets: ReadonlySet<string>

  constructor(folder: string, buckets: readonly string[]) {
    this.#folder = folder
    this.#buckets = new Set(buckets)
  }

  accesses(call: AwsCall): Access[] {
    const { bucket, key } = placeOf(call)
    const action = key === '' ? 'ListBucket' : (ACTIONS[call.method] ?? call.method)
    return [{ action: `s3:${action}`, resource: `arn:aws:s3:::${bucket}${key === '' ? '' : `/${key}`}` }]
  }

  handle(call: AwsCall): AwsReply {
    const place = placeOf(call)
    if (!this.#buckets.has(place.bucket)) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404)
    if (place.key === '') return this.#list(place.bucket, call.query)
    switch (call.method) {
      case 'PUT':
        return this.#put(place, call)
      case 'GET':
        return this.#get(place, call)
      case 'HEAD': {
        const { status, headers = {} } = this.#get(place, call)
        return { status, headers }
      }
      case 'DELETE':
        rmSync(this.#file(place), { force: true })
        rmSync(this.#headers(place), { force: true })
        return { status: 204 }
      default:
        throw new AwsError('MethodNotAllowed', `${call.method} is not known to the local mode`, 405)
    }
  }

  refuse({ code, message, status }: AwsError): AwsReply {
    return xmlReply(element('Error', [element('Code', code), element('Message', message)]), status)
  }

  #put(place: Place, { headers, body }: AwsCall): AwsReply {
    const file = this.#file(place)
    if (headers['if-none-match'] === '*' && existsSync(file)) {
      throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412)
    }
    const kept = Object.entries(headers).filter(([name]) => KEPT_HEADERS.test(name))
    write(this.#headers(place), JSON.stringify(Object.fromEntries(kept)))
    write(file, body)
    return { status: 200, headers: { etag: etagOf(body) } }
  }

  #get(place: Place, { query }: AwsCall): AwsReply {
    const file = this.#file(place)
    if (!existsSync(file)) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
    const body = readFileSync(file)
    const disposition = query.get('response-content-disposition')
    return {
      status: 200,
      headers: {
        'content-type': 'binary/octet-stream',
        ...keptSchema.parse(JSON.parse(readFileSync(this.#headers(place), 'utf8'))),
        'content-length': String(body.length),
        'last-modified': statSync(file).mtime.toUTCString(),
        etag: etagOf(body),
        ...(disposition !== null && { 'content-disposition': disposition }),
      },
      body,
    }
  }

  /** ListObjectsV2, a page at a time; the token is the last key of the page before. */
  #list(bucket: string, query: URLSearchParams): AwsReply {
    const prefix = query.get('prefix') ?? ''
    const size = Number(query.get('max-keys') ?? 1000)
    const after = query.get('continuation-token') ?? query.get('start-after') ?? ''
    const keys = this.#keys(bucket).filter((key) => key.startsWith(prefix) && key > after)
    const page = keys.slice(0, size)
    const more = keys.length > page.length
    return xmlReply(
      element('ListBucketResult', [
        element('Name', bucket),
        element('Prefix', prefix),
        element('KeyCount', page.length),
        element('MaxKeys', size),
        element('IsTruncated', String(more)),
        ...(more ? [element('NextContinuationToken', page.at(-1) ?? '')] : []),
        ...page.map((key) => this.#entry({ bucket, key })),
      ]),
    )
  }

  #entry(place: Place): string {
    const { size, mtime } = statSync(this.#file(place))
    return element('Contents', [
      element('Key', place.key),
      element('LastModified', mtime.toISOString()),
      element('ETag', etagOf(readFileSync(this.#file(place)))),
      element('Size', size),
      element('StorageClass', 'STANDARD'),
    ])
  }

  /** Sorted as S3 does, by UTF-8. */
  #keys(bucket: string): string[] {
    const folder = join(this.#folder, bucket)
    return globSync('**', { cwd: folder })
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => path.split(sep).map(decodeURIComponent).join('/'))
      .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  }

  #file({ bucket, key }: Place): string {
    return join(this.#folder, bucket, ...key.split('/').map(segment))
  }

  #headers({ bucket, key }: Place): string {
    return join(this.#folder, '.headers', bucket, ...key.split('/').map(segment))
  }
}

function placeOf({ path }: AwsCall): Place {
  const [, bucket = '', ...rest] = path.split('/')
  return { bucket, key: rest.join('/') }
}

/** A part of a key as a file name. */
function segment(part: string): string {
  if (/^\.*$/.test(part)) throw new AwsError('InvalidArgument', `'${part}' cannot be part of a key locally`)
  return encodeURIComponent(part)
}

/** In one step: a reader, or a kill, meets the old content or the new. */
function write(file: string, content: string | Buffer): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, content)
  renameSync(`${file}.new`, file)
}

const etagOf = (body: Buffer): string => `"${createHash('md5').update(body).digest('hex')}"`
