import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { fromMs, localDateOf, toMs, type Instant } from '../domain/instant.ts'

/** What a token is for. A token of one purpose never passes for one of another. */
export interface LinkKind {
  purpose: string
  validMs: number
}

export type ReadToken = { type: 'valid'; claims: string[]; expiresAt: Instant } | { type: 'forged' | 'expired' }

/** Expiry in epoch seconds, and the month whose key signs it: they follow the claims. */
const ending = z.tuple([z.int().min(0), z.string().regex(/^\d{4}-\d\d$/)])
const texts = z.array(z.string().min(1)).min(1)

/** The token of a link: its claims, when it ends, and their HMAC-SHA256, both parts in base64url. */
export function signToken(
  { purpose, validMs }: LinkKind,
  { secret, claims }: { secret: string; claims: readonly string[] },
  now: Instant,
): string {
  const month = monthOf(now)
  const expires = Math.floor((toMs(now) + validMs) / 1000)
  const payload = Buffer.from(JSON.stringify([...claims, expires, month])).toString('base64url')
  return `${payload}.${signature(secret, payload, keyName(purpose, month))}`
}

/**
 * Compares the signature as it is written, not the bytes that it stands for, so that no second spelling of a token
 * passes. A month's key signs nothing later than its month: known to somebody, it is soon worthless. Any of the secrets
 * may have signed it.
 */
export function readToken(
  { purpose, validMs }: LinkKind,
  { secrets, token }: { secrets: readonly string[]; token: string },
  now: Instant,
): ReadToken {
  const [payload = '', signed = '', ...more] = token.split('.')
  const all = z.array(z.unknown()).catch([]).parse(jsonOf(payload))
  const claims = texts.safeParse(all.slice(0, -2))
  const end = ending.safeParse(all.slice(-2))
  if (!claims.success || !end.success || more.length > 0) return { type: 'forged' }
  const [seconds, month] = end.data
  const isSigned = secrets.some((secret) => isSame(signed, signature(secret, payload, keyName(purpose, month))))
  if (!isSigned || monthOf(fromMs(seconds * 1000 - validMs)) > month) return { type: 'forged' }
  const expiresAt = fromMs(seconds * 1000)
  return now >= expiresAt ? { type: 'expired' } : { type: 'valid', claims: claims.data, expiresAt }
}

/** Each month signs with a key of its own, derived from the secret: nothing has to run for the keys to rotate. */
const keyName = (purpose: string, month: string): string => `${purpose} ${month}`

function signature(secret: string, payload: string, name: string): string {
  const key = createHmac('sha256', secret).update(name).digest()
  return createHmac('sha256', key).update(payload).digest('base64url')
}

/** In a time that tells nothing of where they differ. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function jsonOf(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString())
  } catch {
    return undefined
  }
}

/** What links are signed with, newest first; `maxAgeMs` is how long ago it may have been read. */
export type LinkSecrets = (maxAgeMs?: number) => Promise<readonly string[]>

/** Whoever makes links up must not have the secret read for each. */
const DOUBTED_AGE_MS = 10_000

/** A link that looks forged may have been signed with a key that came a moment ago. */
export async function readWithKeys<T extends { type: string }>(
  linkSecrets: LinkSecrets,
  read: (secrets: readonly string[]) => T,
): Promise<T> {
  const link = read(await linkSecrets())
  return link.type === 'forged' ? read(await linkSecrets(DOUBTED_AGE_MS)) : link
}

const monthOf = (at: Instant): string => localDateOf(at).slice(0, 7)
