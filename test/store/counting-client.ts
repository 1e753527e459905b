import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import type { TestDatabase } from '../support/dynalite.ts'

const answer = z.object({ ConsumedCapacity: z.object({ CapacityUnits: z.number() }) })

/** A client that asks what each of its queries costs. `units` is the sum so far. */
export function clientCountingUnits(database: TestDatabase): { client: DynamoDBClient; units: () => number } {
  const client = database.client()
  let units = 0
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'QueryCommand') return next(args)
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } })
        units += answer.parse(result.output).ConsumedCapacity.CapacityUnits
        return result
      },
    { step: 'initialize', priority: 'low' },
  )
  return { client, units: () => units }
}
