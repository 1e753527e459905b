import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { ImportClient, ImportRefusedError } from '../../infra/local/import-client.ts'

const address = z.custom<AddressInfo>((value) => typeof value === 'object' && value !== null)

/** Resets the connection of its first requests, then answers. */
async function withServer(resets: number, status: number, use: (client: ImportClient) => Promise<void>): Promise<void> {
  let asked = 0
  const server = createServer((request, response) => {
    asked += 1
    if (asked <= resets) request.socket.resetAndDestroy()
    else {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ id: 'x', status: 'checked', detail: 'Không có quyền' }))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = address.parse(server.address())
  await use(new ImportClient({ url: `http://127.0.0.1:${port}`, token: 'token' }))
  server.closeAllConnections()
  server.close()
}

it('asks again when a connection is closed under it', () =>
  withServer(2, 200, async (client) => {
    expect(await client.order('x', 'check')).toMatchObject({ id: 'x', status: 'checked' })
  }))

it('gives up where nobody answers at all', () =>
  withServer(99, 200, async (client) => {
    await expect(client.order('x', 'check')).rejects.toThrow('fetch failed')
  }))

it('takes a refusal for an answer', () =>
  withServer(0, 403, async (client) => {
    await expect(client.order('x', 'check')).rejects.toThrow(ImportRefusedError)
  }))
