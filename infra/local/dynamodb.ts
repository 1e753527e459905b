import { jsonReply, operationOf, type AwsCall, type AwsError, type AwsReply, type AwsService } from './aws.ts'
import { asAsked, askingMore, unitsOf, type Units } from './capacity.ts'
import { dynamoAccesses } from './dynamodb-access.ts'
import type { Answer } from './dynalite-store.ts'
import type { TableModel } from './model.ts'
import type { Access } from './role.ts'

/** What keeps the tables. */
export interface Database {
  /** Carries out one operation, e.g. `PutItem`, with its JSON. @returns nothing when the answer gets lost */
  call(operation: string, json: string): Promise<Answer | undefined>
}

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
    const json = call.body.toString()
    const answer = await this.#database.call(operation, askingMore(operation, json))
    if (answer === undefined) return undefined
    this.#onUnits(call.caller, unitsOf({ operation, json, answer, tables: this.#tables }))
    const { status, body } = asAsked(operation, json, answer)
    return jsonReply(status, body)
  }

  refuse({ code, message, status }: AwsError): AwsReply {
    return jsonReply(status, JSON.stringify({ __type: code, message }))
  }
}
