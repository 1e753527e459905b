import { GetSecretValueCommand, ResourceNotFoundException, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import * as z from 'zod'
import { MINUTE_MS, toMs, type Instant } from '../domain/instant.ts'
import { variable } from './env.ts'

const READ_AGAIN_MS = 5 * MINUTE_MS

const answer = z.object({ SecretString: z.string().min(32) })

/**
 * What links are signed with, newest first: the secret's current version, and the one before it, so that a new value
 * voids no link that is out. A second new value voids all that the first was to replace.
 * @returns reads them anew where what is known is older than asked, at most five minutes
 */
export function linkSecrets(now: () => Instant, client = new SecretsManagerClient({})) {
  let known: { secrets: Promise<string[]>; at: number } | undefined
  return async (maxAgeMs = READ_AGAIN_MS): Promise<string[]> => {
    const at = toMs(now())
    if (known === undefined || at - known.at >= maxAgeMs) known = { secrets: readBoth(client), at }
    try {
      return await known.secrets
    } catch (error) {
      known = undefined
      throw error
    }
  }
}

/** The one that signs. */
export function linkSecret(now: () => Instant): () => Promise<string> {
  const secrets = linkSecrets(now)
  return async () => (await secrets())[0] ?? ''
}

const readBoth = async (client: SecretsManagerClient): Promise<string[]> =>
  (await Promise.all([read(client, 'AWSCURRENT'), before(client)])).flatMap((secret) => secret ?? [])

async function read(client: SecretsManagerClient, VersionStage: string): Promise<string> {
  const command = new GetSecretValueCommand({ SecretId: variable('LINK_SECRET_ARN'), VersionStage })
  return answer.parse(await client.send(command)).SecretString
}

/** There is none before the first rotation. */
async function before(client: SecretsManagerClient): Promise<string | undefined> {
  try {
    return await read(client, 'AWSPREVIOUS')
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}
