import * as z from 'zod'

import { arn } from './intrinsics.ts'
import type { TableModel } from './model.ts'
import type { Access } from './role.ts'

const attributes = z.record(z.string(), z.unknown())
const requestSchema = z.object({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  Key: attributes.optional(),
  Item: attributes.optional(),
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
  ExpressionAttributeValues: attributes.optional(),
  /** BatchGetItem: keys by table; BatchWriteItem: puts and deletes by table. */
  RequestItems: z
    .record(
      z.string(),
      z.union([
        z.object({ Keys: z.array(attributes) }).transform(({ Keys }) => Keys),
        z
          .array(
            z.object({
              PutRequest: z.object({ Item: attributes }).optional(),
              DeleteRequest: z.object({ Key: attributes }).optional(),
            }),
          )
          .transform((writes) =>
            writes.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key ?? {}),
          ),
      ]),
    )
    .optional(),
})
type Request = z.infer<typeof requestSchema>

/**
 * What a request asks of a role: its action on a table or an index, with the partition keys that it touches
 * (`dynamodb:LeadingKeys`). A Scan names none.
 */
export function dynamoAccesses(operation: string, json: unknown, tables: readonly TableModel[]): Access[] {
  const request = requestSchema.parse(json)
  const action = `dynamodb:${operation}`
  if (request.RequestItems) {
    return Object.entries(request.RequestItems).map(([table, items]) => ({
      action,
      resource: arn('dynamodb', `table/${table}`),
      context: leading(items.map((item) => item[partitionKey(tables, { TableName: table })])),
    }))
  }
  const { TableName: table, IndexName: index } = request
  if (table === undefined) return [{ action, resource: '*' }]
  const resource = arn('dynamodb', `table/${table}${index === undefined ? '' : `/index/${index}`}`)
  const item = request.Key ?? request.Item ?? keyOfCondition(request)
  return [{ action, resource, context: item ? leading([item[partitionKey(tables, request)]]) : {} }]
}

function partitionKey(tables: readonly TableModel[], { TableName, IndexName }: Request): string {
  const table = tables.find(({ name }) => name === TableName)
  const index = table?.GlobalSecondaryIndexes.find((candidate) => candidate.IndexName === IndexName)
  return (index ?? table)?.KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? ''
}

/** `#pk = :pk AND …`: the attributes that a condition equates with a value. */
function keyOfCondition({ KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues }: Request) {
  if (KeyConditionExpression === undefined) return undefined
  const equalities = [...KeyConditionExpression.matchAll(/([#\w-]+)\s*=\s*(:\w+)/g)]
  return Object.fromEntries(
    equalities.map(([, name = '', value = '']) => [
      ExpressionAttributeNames?.[name] ?? name,
      ExpressionAttributeValues?.[value],
    ]),
  )
}

const scalar = z.object({ S: z.string() })

const leading = (values: readonly unknown[]): Record<string, string[]> => ({
  'dynamodb:LeadingKeys': values.map((value) => scalar.safeParse(value).data?.S ?? JSON.stringify(value)),
})
