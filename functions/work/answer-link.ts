import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { DAY_MS, fromMs, localDateOf, toMs, type Instant } from '../domain/instant.ts'

/** Longer than any holiday, and than the week after which an escalation is mailed again with a link of its own. */
const VALID_MS = 14 * DAY_MS

/** What a link is good for: the cases of one recipient's mail of one window. */
export interface LinkScope {
  recipient: string
  window: string
}

export type ReadLink = { type: 'valid'; scope: LinkScope; expiresAt: Instant } | { type: 'forged' | 'expired' }

/** Recipient, window, expiry in epoch seconds, and the month whose key signs it. */
const claims = z.tuple([z.string().min(1), z.string().min(1), z.int().min(0), z.string().regex(/^\d{4}-\d\d$/)])

/**
 * The token of a link: its claims and their HMAC-SHA256, both in base64url. Whoever has it may answer for the recipient,
 * so it stands in that recipient's mail and nowhere else.
 */
export function signLink(secret: string, { recipient, window }: LinkScope, now: Instant): string {
  const expiresAt = Math.floor((toMs(now) + VALID_MS) / 1000)
  const month = monthOf(now)
  const payload = Buffer.from(JSON.stringify([recipient, window, expiresAt, month])).toString('base64url')
  return `${payload}.${signature(secret, payload, month)}`
}

/**
 * Compares the signature as it is written, not the bytes that it stands for, so that no second spelling of a token
 * passes. A month's key signs nothing later than its month: known to somebody, it is worthless a fortnight after.
 * @param secrets any of which may have signed it
 */
export function readLink(secrets: readonly string[], token: string, now: Instant): ReadLink {
  const [payload = '', signed = '', ...more] = token.split('.')
  const parsed = claims.safeParse(jsonOf(payload))
  if (!parsed.success || more.length > 0) return { type: 'forged' }
  const [recipient, window, seconds, month] = parsed.data
  const isSigned = secrets.some((secret) => isSame(signed, signature(secret, payload, month)))
  if (!isSigned || monthOf(fromMs(seconds * 1000 - VALID_MS)) > month) return { type: 'forged' }
  const expiresAt = fromMs(seconds * 1000)
  return now >= expiresAt ? { type: 'expired' } : { type: 'valid', scope: { recipient, window }, expiresAt }
}

/** Each month signs with a key of its own, derived from the secret: nothing has to run for the keys to rotate. */
function signature(secret: string, payload: string, month: string): string {
  const key = createHmac('sha256', secret).update(`answer-link ${month}`).digest()
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

const monthOf = (at: Instant): string => localDateOf(at).slice(0, 7)
