import * as z from 'zod'
import { DAY_MS, localDate, type Instant } from '../domain/instant.ts'
import { isoWeek } from '../domain/report.ts'
import { readToken, signToken } from './signed-link.ts'

/** Which frozen figures a link shows: a morning's brief, or one version of a week's report. Nothing else. */
export type FiguresScope = { type: 'brief'; date: string } | { type: 'report'; week: string; content: number }

export type ReadFiguresLink =
  | { type: 'valid'; scope: FiguresScope; expiresAt: Instant }
  | { type: 'forged' | 'expired' }

/** Long enough for a brief to be found again in the mailbox after a holiday. */
const kind = { purpose: 'figures-link', validMs: 14 * DAY_MS }

const claims = z.union([
  z.tuple([z.literal('brief'), localDate]).transform(([type, date]): FiguresScope => ({ type, date })),
  z
    .tuple([z.literal('report'), isoWeek, z.coerce.number().int().min(1)])
    .transform(([type, week, content]): FiguresScope => ({ type, week, content })),
])

export const signFiguresLink = (secret: string, scope: FiguresScope, now: Instant): string =>
  signToken(kind, { secret, claims: claimsOf(scope) }, now)

const claimsOf = (scope: FiguresScope): string[] =>
  scope.type === 'brief' ? [scope.type, scope.date] : [scope.type, scope.week, String(scope.content)]

export function readFiguresLink(secrets: readonly string[], token: string, now: Instant): ReadFiguresLink {
  const read = readToken(kind, { secrets, token }, now)
  if (read.type !== 'valid') return read
  const scope = claims.safeParse(read.claims)
  return scope.success ? { type: 'valid', scope: scope.data, expiresAt: read.expiresAt } : { type: 'forged' }
}
