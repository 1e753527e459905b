import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { LINK_SECONDS, type FileLinks } from './file-links.ts'
import type { Bucket } from './s3-document-store.ts'

/** Presigned addresses of S3. The length of an upload is signed: S3 refuses any other. */
export const s3FileLinks = ({ client, name: Bucket }: Bucket): FileLinks => ({
  async upload(key, bytes) {
    const put = new PutObjectCommand({ Bucket, Key: key, ContentLength: bytes })
    const signed = { expiresIn: LINK_SECONDS, signableHeaders: new Set(['host', 'content-length']) }
    return { method: 'PUT', url: await getSignedUrl(client, put, signed), headers: { 'content-length': String(bytes) } }
  },
  async download(key, name) {
    const disposition = `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`
    const get = new GetObjectCommand({ Bucket, Key: key, ResponseContentDisposition: disposition })
    return { method: 'GET', url: await getSignedUrl(client, get, { expiresIn: LINK_SECONDS }), headers: {} }
  },
})
