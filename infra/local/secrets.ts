import { existsSync, readFileSync, writeFileSync } from 'node:fs'

import * as z from 'zod'

import { AwsError, jsonReply, operationOf, type AwsCall, type AwsReply, type AwsService } from './aws.ts'
import type { SecretModel } from './model.ts'
import type { Access } from './role.ts'

const asked = z.object({ SecretId: z.string(), VersionStage: z.string().default('AWSCURRENT') })
const told = z.object({ SecretId: z.string(), SecretString: z.string().min(1) })

/** A secret's versions by the stages that Secrets Manager gives them. */
const versions = z.object({ AWSCURRENT: z.string(), AWSPREVIOUS: z.string().optional() })
type Versions = z.output<typeof versions>
const kept = z.record(z.string(), versions)

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/**
 * Secrets Manager: the secrets that the template has generated, made of the seed, so that a restart finds the same; and
 * what operators have put there since, kept in the file.
 */
export class Secrets implements AwsService {
  readonly deniedCode = 'AccessDeniedException'
  readonly #values: Map<string, Versions>
  readonly #file: string

  constructor(secrets: readonly SecretModel[], random: () => number, file: string) {
    this.#file = file
    const later = existsSync(file) ? kept.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
    const made = secrets.map(({ arn, length }) => [arn, { AWSCURRENT: generated(length, random) }] as const)
    this.#values = new Map<string, Versions>([...made, ...Object.entries(later)])
  }

  accesses(call: AwsCall): Access[] {
    return [{ action: `secretsmanager:${operationOf(call)}`, resource: asked.parse(call.json).SecretId }]
  }

  handle(call: AwsCall): AwsReply {
    const operation = operationOf(call)
    if (operation === 'GetSecretValue') return this.#get(asked.parse(call.json))
    if (operation === 'PutSecretValue') return this.#put(told.parse(call.json))
    throw new AwsError('InvalidRequestException', `The local mode does not know ${operation} of Secrets Manager`)
  }

  refuse({ code, message, status }: AwsError): AwsReply {
    return jsonReply(status, JSON.stringify({ __type: code, message }))
  }

  #get({ SecretId, VersionStage }: z.output<typeof asked>): AwsReply {
    const stage = versions.keyof().safeParse(VersionStage)
    const value = stage.success ? this.#values.get(SecretId)?.[stage.data] : undefined
    if (value === undefined) throw notFound()
    return answerWith({ ARN: SecretId, SecretString: value, VersionId: VersionStage, VersionStages: [VersionStage] })
  }

  #put({ SecretId, SecretString }: z.output<typeof told>): AwsReply {
    const found = this.#values.get(SecretId)
    if (found === undefined) throw notFound()
    this.#values.set(SecretId, { AWSCURRENT: SecretString, AWSPREVIOUS: found.AWSCURRENT })
    writeFileSync(this.#file, JSON.stringify(Object.fromEntries(this.#values)), { mode: 0o600 })
    return answerWith({ ARN: SecretId, VersionId: 'AWSCURRENT', VersionStages: ['AWSCURRENT'] })
  }
}

const notFound = (): AwsError =>
  new AwsError('ResourceNotFoundException', 'Secrets Manager can’t find the specified secret.')

const answerWith = (answer: object): AwsReply => jsonReply(200, JSON.stringify(answer))

const generated = (length: number, random: () => number): string =>
  Array.from({ length }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('')
