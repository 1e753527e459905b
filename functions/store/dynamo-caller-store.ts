import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { callRecord, claimOf, isStanding, type CallerStore, type KeyedCall, type Lease } from './caller-store.ts'
import { getItem, putItem, type Condition, type Table } from './dynamo-table.ts'
import { callKey, minuteKey } from './keys.ts'

const item = z.object({ call: callRecord, expiresAt: z.int() })
const counted = z.object({ calls: z.int() })

export function dynamoCallerStore(table: Table): CallerStore {
  const put = (call: KeyedCall, record: z.output<typeof callRecord>, condition: Condition) =>
    putItem(table, { ...callKey(call), call: record, expiresAt: record.expiresAt }, condition)
  const always: Condition = {}
  const store: CallerStore = {
    async claim(call, lease) {
      const { fingerprint } = call
      const { leaseUntil, expiresAt } = lease
      const saved = await put(call, { fingerprint, leaseUntil, expiresAt }, ifFree(lease))
      if (saved === 'saved') return { type: 'claimed' }
      const found = await getItem(table, callKey(call))
      const record = found && item.parse(found).call
      // It ended, or was given up, between the two.
      return record === undefined || !isStanding(record, lease.now) ? store.claim(call, lease) : claimOf(record, call)
    },
    async keep(call, answer, { leaseUntil, expiresAt }) {
      await put(call, { fingerprint: call.fingerprint, leaseUntil, answer, expiresAt }, always)
    },
    async release(call, { now, expiresAt }) {
      await put(call, { fingerprint: call.fingerprint, leaseUntil: now, expiresAt }, always)
    },
    async count(caller, minute, expiresAt) {
      const update = new UpdateCommand({
        TableName: table.name,
        Key: { ...minuteKey(caller, minute) },
        UpdateExpression: 'SET expiresAt = :expiresAt ADD calls :one',
        ExpressionAttributeValues: { ':expiresAt': expiresAt, ':one': 1 },
        ReturnValues: 'ALL_NEW',
      })
      return counted.parse((await table.client.send(update)).Attributes).calls
    },
  }
  return store
}

/** Nobody is at it, nothing was answered, or it is so old that TTL only has not come by. */
const ifFree = ({ now }: Lease): Condition => ({
  ConditionExpression:
    'attribute_not_exists(pk) OR #expiresAt <= :seconds OR (attribute_not_exists(#call.#answer) AND #call.#lease <= :now)',
  ExpressionAttributeNames: { '#expiresAt': 'expiresAt', '#call': 'call', '#answer': 'answer', '#lease': 'leaseUntil' },
  ExpressionAttributeValues: { ':seconds': Math.floor(Date.parse(now) / 1000), ':now': now },
})
