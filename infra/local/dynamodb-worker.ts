/** The thread of the database, see {@link openDynamoDb}. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { parentPort, workerData } from 'node:worker_threads'

import { dynamoAccesses } from './dynamodb-access.ts'
import type { DynamoMessage, DynamoWorkerData } from './dynamodb.ts'
import { openStore, type Answer } from './dynalite-store.ts'
import { HostileStore } from './hostile-store.ts'
import { permits } from './role.ts'

const { folder, tables, roles, hostility, time }: DynamoWorkerData = workerData
const clock = new Float64Array(time)
const store = await openStore(folder, tables)
const database = hostility ? await HostileStore.over({ store, tables, hostility, now: () => clock[0] ?? 0 }) : store

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origins
const report = (message: DynamoMessage): void => parentPort?.postMessage(message)

/** @returns the answer, or nothing when the connection is to break */
async function answer(request: IncomingMessage): Promise<Answer | undefined> {
  const json = (await buffer(request)).toString()
  const operation = String(request.headers['x-amz-target']).split('.')[1] ?? ''
  const [, caller = ''] = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '') ?? []
  const role = roles[caller]
  const refused = role && dynamoAccesses(operation, JSON.parse(json), tables).find((access) => !permits(role, access))
  if (!refused) return database.call(operation, json)
  const { action, resource } = refused
  report({ type: 'denied', denial: { caller, action, resource } })
  const message = `User: ${caller} is not authorized to perform: ${action} on resource: ${resource}`
  return { status: 400, body: JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', message }) }
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answered = await answer(request)
  if (!answered) return void request.socket.destroy()
  // See the endpoint of the other services: no date, or a refused call comes twice.
  response.sendDate = false
  response.writeHead(answered.status, { 'content-type': 'application/x-amz-json-1.0', connection: 'keep-alive' })
  response.end(answered.body)
}

store.server.keepAliveTimeout = 0
store.server.on('request', (request, response) => {
  serve(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
})
const address = store.server.address()
report({ type: 'listening', port: typeof address === 'object' && address ? address.port : 0 })

parentPort?.once('message', () => {
  void store.close().then(() => report({ type: 'closed' }))
})
