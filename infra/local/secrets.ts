import * as z from 'zod'

import { AwsError, jsonReply, operationOf, type AwsCall, type AwsReply, type AwsService } from './aws.ts'
import type { SecretModel } from './model.ts'
import type { Access } from './role.ts'

const asked = z.object({ SecretId: z.string(), VersionStage: z.string().default('AWSCURRENT') })

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Secrets Manager: the secrets that the template has generated, made of the seed, so that a restart finds the same. */
export class Secrets implements AwsService {
  readonly deniedCode = 'AccessDeniedException'
  readonly #values: ReadonlyMap<string, string>

  constructor(secrets: readonly SecretModel[], random: () => number) {
    this.#values = new Map(secrets.map(({ arn, length }) => [arn, generated(length, random)]))
  }

  accesses(call: AwsCall): Access[] {
    return [{ action: `secretsmanager:${operationOf(call)}`, resource: asked.parse(call.json).SecretId }]
  }

  handle(call: AwsCall): AwsReply {
    const operation = operationOf(call)
    if (operation !== 'GetSecretValue')
      throw new AwsError('InvalidRequestException', `The local mode does not know ${operation} of Secrets Manager`)
    const { SecretId, VersionStage } = asked.parse(call.json)
    const value = VersionStage === 'AWSCURRENT' ? this.#values.get(SecretId) : undefined
    if (value === undefined)
      throw new AwsError('ResourceNotFoundException', 'Secrets Manager can’t find the specified secret.')
    const answer = { ARN: SecretId, SecretString: value, VersionId: 'local', VersionStages: [VersionStage] }
    return jsonReply(200, JSON.stringify(answer))
  }

  refuse({ code, message, status }: AwsError): AwsReply {
    return jsonReply(status, JSON.stringify({ __type: code, message }))
  }
}

const generated = (length: number, random: () => number): string =>
  Array.from({ length }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('')
