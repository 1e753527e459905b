import { GetObjectCommand, PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { LINK_SECONDS, type FileLinks } from './file-links.ts'
import { connectBucket, type Bucket } from './s3-document-store.ts'

/** By itself the SDK would sign the checksum of a body that is not there yet, and S3 refuse the one that comes. */
export const connectForLinks = (name: string, config: S3ClientConfig = {}): Bucket =>
  connectBucket(name, new S3Client({ ...config, requestChecksumCalculation: 'WHEN_REQUIRED' }))

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
