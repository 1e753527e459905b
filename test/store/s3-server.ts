import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { S3Client } from '@aws-sdk/client-s3'
import { connectBucket, type Bucket } from '../../functions/store/s3-document-store.ts'

interface Stored {
  body: Buffer
  type: string
}

/** As much of S3 as a document store asks for: conditional PUT, GET, and lists two keys at a time. */
export async function startS3(): Promise<{ bucket(name: string): Bucket; stop(): void }> {
  const files = new Map<string, Stored>()
  const server = createServer((request, response) => void answer(files, request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${address.port}`,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  })
  return {
    bucket: (name) => connectBucket(name, client),
    stop: () => {
      client.destroy()
      server.close()
      server.closeAllConnections()
    },
  }
}

async function answer(files: Map<string, Stored>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://s3')
  const path = decodeURIComponent(url.pathname)
  const body = await buffer(request)
  if (request.method === 'PUT') return put(files, { path, body, request }, response)
  if (url.searchParams.has('list-type')) return list([...files.keys()], { path, url }, response)
  const file = files.get(path)
  if (file === undefined) return fail(response, 404, 'NoSuchKey')
  response.setHeader('content-type', file.type).end(file.body)
}

type Upload = { path: string; body: Buffer; request: IncomingMessage }

function put(files: Map<string, Stored>, { path, body, request }: Upload, response: ServerResponse): void {
  if (request.headers['if-none-match'] === '*' && files.has(path)) return fail(response, 412, 'PreconditionFailed')
  files.set(path, { body, type: request.headers['content-type'] ?? '' })
  response.setHeader('etag', '"1"').end()
}

function list(paths: string[], asked: { path: string; url: URL }, response: ServerResponse): void {
  const bucket = `/${asked.path.split('/')[1]}/`
  const prefix = bucket + (asked.url.searchParams.get('prefix') ?? '')
  const after = asked.url.searchParams.get('continuation-token') ?? ''
  const keys = paths.filter((path) => path.startsWith(prefix) && path > after).toSorted()
  const page = keys.slice(0, 2)
  const rows = page.map((path) => `<Contents><Key>${path.slice(bucket.length)}</Key></Contents>`).join('')
  const next = keys.length > 2 ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
  response.end(`<ListBucketResult><IsTruncated>${keys.length > 2}</IsTruncated>${rows}${next}</ListBucketResult>`)
}

function fail(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}
