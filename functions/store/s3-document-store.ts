import {
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import type { DocumentStore, StoredFile } from './document-store.ts'

/** The bucket and the way to it. */
export interface Bucket {
  readonly client: S3Client
  readonly name: string
}

export const connectBucket = (name: string, client = new S3Client({})): Bucket => ({ name, client })

export const s3DocumentStore = (bucket: Bucket): DocumentStore => ({
  async put(key, { body, contentType }, { ifAbsent } = { ifAbsent: false }) {
    const file = { Bucket: bucket.name, Key: key, Body: body, ContentType: contentType }
    try {
      await bucket.client.send(new PutObjectCommand(ifAbsent ? { ...file, IfNoneMatch: '*' } : file))
      return 'saved'
    } catch (error) {
      if (error instanceof S3ServiceException && error.name === 'PreconditionFailed') return 'conflict'
      throw error
    }
  },
  get: (key) => get(bucket, key),
  async list(prefix) {
    const keys: string[] = []
    const pages = paginateListObjectsV2({ client: bucket.client }, { Bucket: bucket.name, Prefix: prefix })
    for await (const page of pages) keys.push(...(page.Contents ?? []).flatMap((file) => file.Key ?? []))
    return keys
  },
})

async function get(bucket: Bucket, key: string): Promise<StoredFile | undefined> {
  try {
    const file = await bucket.client.send(new GetObjectCommand({ Bucket: bucket.name, Key: key }))
    const body = await file.Body?.transformToByteArray()
    return { body: body ?? new Uint8Array(), contentType: file.ContentType ?? 'application/octet-stream' }
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined
    throw error
  }
}
