import * as z from 'zod'
import { DAY_MS, type Instant } from '../domain/instant.ts'
import { readToken, signToken } from './signed-link.ts'

/** Valid longer than any holiday, and than the week after which an escalation is mailed again with a link of its own. */
const kind = { purpose: 'answer-link', validMs: 14 * DAY_MS }

/** What a link is good for: the cases of one recipient's mail of one window. */
export interface LinkScope {
  recipient: string
  window: string
}

export type ReadLink = { type: 'valid'; scope: LinkScope; expiresAt: Instant } | { type: 'forged' | 'expired' }

const claims = z.tuple([z.string(), z.string()]).transform(([recipient, window]) => ({ recipient, window }))

/** Whoever has it may answer for the recipient, so it stands in that recipient's mail and nowhere else. */
export const signLink = (secret: string, { recipient, window }: LinkScope, now: Instant): string =>
  signToken(kind, { secret, claims: [recipient, window] }, now)

/** @param secrets any of which may have signed it */
export function readLink(secrets: readonly string[], token: string, now: Instant): ReadLink {
  const read = readToken(kind, { secrets, token }, now)
  if (read.type !== 'valid') return read
  const scope = claims.safeParse(read.claims)
  return scope.success ? { type: 'valid', scope: scope.data, expiresAt: read.expiresAt } : { type: 'forged' }
}
