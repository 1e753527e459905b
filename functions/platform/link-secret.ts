import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import * as z from 'zod'
import { MINUTE_MS, toMs, type Instant } from '../domain/instant.ts'
import { variable } from './env.ts'

const READ_AGAIN_MS = 5 * MINUTE_MS

const answer = z.object({ SecretString: z.string().min(32) })

/**
 * The secret that links are signed with, read at most every five minutes. Only the current version counts: to put
 * another one there is the way to void every link that is out.
 */
export function linkSecret(now: () => Instant, client = new SecretsManagerClient({})): () => Promise<string> {
  let known: { secret: Promise<string>; until: number } | undefined
  const read = async (): Promise<string> => {
    const command = new GetSecretValueCommand({ SecretId: variable('LINK_SECRET_ARN') })
    return answer.parse(await client.send(command)).SecretString
  }
  return async () => {
    const at = toMs(now())
    if (known === undefined || at >= known.until) known = { secret: read(), until: at + READ_AGAIN_MS }
    try {
      return await known.secret
    } catch (error) {
      known = undefined
      throw error
    }
  }
}
