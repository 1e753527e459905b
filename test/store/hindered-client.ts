import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { TestDatabase } from '../support/dynalite.ts'

/** A client that loses the answers to its next `lost` writes, after each write has landed; the SDK then retries. */
export function clientLosingAnswers(database: TestDatabase, lost: number): DynamoDBClient {
  const client = database.client()
  let left = lost
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const answer = await next(args)
        if (left === 0 || commandName !== 'PutItemCommand') return answer
        left -= 1
        throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' })
      },
    { step: 'deserialize', priority: 'high' },
  )
  return client
}

/** A client whose BatchGetItem answers no more than `most` keys of a request, and for its first `idle` requests none. */
export function clientAnsweringInPart(database: TestDatabase, most: number, idle = 0): DynamoDBClient {
  const client = database.client()
  let left = idle
  client.middlewareStack.add(
    (next) => async (args) => {
      const tables: Record<string, { Keys: unknown[] }> = Object(Reflect.get(args.input, 'RequestItems') ?? {})
      const [table] = Object.keys(tables)
      const wanted = table === undefined ? undefined : tables[table]
      if (table === undefined || wanted === undefined) return next(args)
      const part = left > 0 ? 1 : most
      const unread = wanted.Keys.slice(part)
      const input = { ...args.input, RequestItems: { [table]: { ...wanted, Keys: wanted.Keys.slice(0, part) } } }
      const { response, output } = await next({ ...args, input })
      if (left > 0) {
        left -= 1
        return { response, output: { ...output, Responses: {}, UnprocessedKeys: { [table]: wanted } } }
      }
      const UnprocessedKeys = unread.length === 0 ? {} : { [table]: { ...wanted, Keys: unread } }
      return { response, output: { ...output, UnprocessedKeys } }
    },
    { step: 'initialize', priority: 'low' },
  )
  return client
}
