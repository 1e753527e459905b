import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { SESClient } from '@aws-sdk/client-ses'
import { connectSes } from '../../functions/mail/ses-mailer.ts'

export const clientAt = (port: number, region = 'ap-southeast-1'): SESClient =>
  connectSes({
    region,
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })

/** What SES answers next: an id, an error of its own, or nothing because the line is cut. */
export type Answer = { messageId: string } | { status: number; code: string; message: string } | 'hang up'

export interface SesDouble {
  readonly port: number
  /** The fields of each request, in order. */
  readonly requests: URLSearchParams[]
  answer: Answer
  close(): Promise<void>
}

/** SES on a port of this machine, speaking its own protocol to the real client. */
export async function startSes(): Promise<SesDouble> {
  const requests: URLSearchParams[] = []
  const double = { answer: { messageId: '010e0000-test' } as Answer }
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    requests.push(new URLSearchParams(await bodyOf(request)))
    reply(response, double.answer)
  }
  const server = createServer((request, response) => {
    void receive(request, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return Object.assign(double, {
    port: portOf(server),
    requests,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  })
}

export function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port')
  return address.port
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang up') {
    response.destroy()
    return
  }
  const failed = 'code' in answer
  response.writeHead(failed ? answer.status : 200, { 'content-type': 'text/xml' })
  response.end(
    failed
      ? `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${answer.code}</Code><Message>${answer.message}</Message></Error><RequestId>test</RequestId></ErrorResponse>`
      : `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>${answer.messageId}</MessageId></SendRawEmailResult></SendRawEmailResponse>`,
  )
}
