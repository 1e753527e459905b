import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import type { Caller } from '../domain/access.ts'
import { apiKeyId, type ApiKey } from '../domain/api-key.ts'
import { instant, localDateOf } from '../domain/instant.ts'
import { name, slug } from '../domain/slug.ts'
import type { ApiKeyStore } from '../store/api-key-store.ts'
import type { Core } from './deps.ts'
import { nextPage, pageOf, pageQuery } from './paging.ts'

export interface ApiKeyDeps extends Core {
  apiKeys: ApiKeyStore
}

export const apiKeyRequest = z.strictObject({ provider: slug, label: name })
export const apiKeyPath = z.string().regex(/^[0-9a-f]{12}$/, 'id of an api key')

/** A key as lists show it: by its id, which gives nobody access. */
export const apiKeyView = z.strictObject({
  id: apiKeyPath,
  provider: slug,
  label: name,
  createdAt: instant,
  revokedAt: instant.optional(),
})
export type ApiKeyView = z.output<typeof apiKeyView>

export const apiKeysQuery = z.strictObject(pageQuery)
export const apiKeysAnswer = z.strictObject({ apiKeys: z.array(apiKeyView), ...nextPage })

export const viewApiKey = (key: ApiKey): ApiKeyView => ({
  id: apiKeyId(key),
  provider: key.provider,
  label: key.label,
  createdAt: key.created.at,
  ...(key.revoked && { revokedAt: key.revoked.at }),
})

const digest = (key: string): Buffer => createHash('sha256').update(key).digest()

/** Chosen by nobody, so that one hash without a salt keeps it: 256 bits. */
const newKey = (): string => `dd_${randomBytes(32).toString('base64url')}`

/** A new key of a provider that the registry knows; `key` is shown this once. Undefined: there is no such provider. */
export async function createApiKey(
  deps: ApiKeyDeps,
  who: Caller,
  { provider, label }: z.output<typeof apiKeyRequest>,
): Promise<(ApiKeyView & { key: string }) | undefined> {
  const at = deps.now()
  const known = (await deps.registry.current()).find('agency', provider, localDateOf(at))
  if (known?.kind !== 'provider') return undefined
  const key = newKey()
  const created = { at, by: { role: who.role, id: who.id } }
  const made: ApiKey = { hash: digest(key).toString('hex'), provider, label, created }
  await deps.apiKeys.add(made)
  return { ...viewApiKey(made), key }
}

const placeOf = ({ createdAt, id }: ApiKeyView): string => `${createdAt} ${id}`

/** Which keys there are and were, the oldest first. @throws BadCursorError */
export async function listApiKeys(
  { apiKeys }: ApiKeyDeps,
  page: z.output<typeof apiKeysQuery>,
): Promise<z.output<typeof apiKeysAnswer>> {
  const all = (await apiKeys.all()).map(viewApiKey).toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  const { items, ...next } = pageOf(all, { name: 'api keys', placeOf }, page)
  return { apiKeys: items, ...next }
}

/** From then on the key opens nothing; revoked before, it stays as it is. Undefined: there is no such key. */
export async function revokeApiKey(deps: ApiKeyDeps, who: Caller, id: string): Promise<ApiKeyView | undefined> {
  const found = (await deps.apiKeys.all()).find((key) => apiKeyId(key) === id)
  if (found === undefined) return undefined
  await deps.apiKeys.revoke(found.hash, { at: deps.now(), by: { role: who.role, id: who.id } })
  const now = await deps.apiKeys.load(found.hash)
  return now && viewApiKey(now)
}

/** The provider behind a key in force. Hashes are compared in constant time, and a hash tells nothing of its key. */
export async function holderOf({ apiKeys }: ApiKeyDeps, key: string): Promise<Caller | undefined> {
  const given = digest(key)
  const found = await apiKeys.load(given.toString('hex'))
  if (found === undefined || found.revoked !== undefined) return undefined
  if (!timingSafeEqual(given, Buffer.from(found.hash, 'hex'))) return undefined
  return { role: 'provider', id: `key:${apiKeyId(found)}`, provider: found.provider }
}
