import { jsonReply, operationOf, type AwsCall, type AwsError, type AwsReply, type AwsService } from './aws.ts'
import * as z from 'zod'

import { askedAlong, unitsOf, type Units } from './capacity.ts'
import { dynamoAccesses } from './dynamodb-access.ts'
import type { Answer } from './dynalite-store.ts'
import type { TableModel } from './model.ts'
import type { Access } from './role.ts'

/** What keeps the tables. */
export interface Database {
  /** Carries out one operation, e.g. `PutItem`, with its JSON. @returns nothing when the answer gets lost */
  call(operation: string, json: string): Promise<Answer | undefined>
}

/** Not looked into, since all that is stored passes by here. */
const members = z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null)

/** DynamoDB's API on the wire: JSON 1.0 with the operation in a header. */
export class DynamoDb implements AwsService {
  readonly deniedCode = 'AccessDeniedException'
  readonly #database: Database
  readonly #tables: readonly TableModel[]
  readonly #onUnits: (caller: string, units: Units) => void

  constructor(
    database: Database,
    tables: readonly TableModel[],
    onUnits: (caller: string, units: Units) => void = () => {},
  ) {
    this.#database = database
    this.#tables = tables
    this.#onUnits = onUnits
  }

  accesses(call: AwsCall): Access[] {
    return dynamoAccesses(operationOf(call), call.json, this.#tables)
  }

  async handle(call: AwsCall): Promise<AwsReply | undefined> {
    const operation = operationOf(call)
    const asked = members.parse(call.json)
    const along = askedAlong(operation, asked)
    const json = along === undefined ? call.body.toString() : JSON.stringify({ ...asked, ReturnValues: along })
    const answered = await this.#database.call(operation, json)
    if (answered === undefined) return undefined
    const { status, body } = answered
    const answer = status === 200 ? members.parse(JSON.parse(body)) : {}
    this.#onUnits(call.caller, unitsOf({ operation, asked, answer, tables: this.#tables }))
    if (along === undefined || status !== 200) return jsonReply(status, body)
    const { Attributes: _, ...rest } = answer
    return jsonReply(status, JSON.stringify(rest))
  }

  refuse({ code, message, status }: AwsError): AwsReply {
    return jsonReply(status, JSON.stringify({ __type: code, message }))
  }
}
