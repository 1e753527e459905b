import * as z from 'zod'
import { caller, type Caller } from '../domain/access.ts'

/** API Gateway hands a list claim on as text: `[operator signer]`. */
const groups = z
  .union([z.array(z.string()), z.string().transform((text) => text.replace(/^\[|\]$/g, '').split(/[\s,]+/))])
  .default([])

const claims = z.object({
  sub: z.string().min(1),
  client_id: z.string().optional(),
  'cognito:groups': groups,
  'custom:agency': z.string().optional(),
  'custom:provider': z.string().optional(),
  /** Machine clients have scopes instead of groups: `dondoc/provider.vnpt`, `dondoc/agency.so-xd`, `dondoc/centre.monitoring`. */
  scope: z.string().default(''),
})

/** The caller as the token's claims tell; undefined where they name no role of ours, or a role without its owner. */
export function callerOf(raw: unknown): Caller | undefined {
  const parsed = claims.safeParse(raw)
  if (!parsed.success) return undefined
  const { sub, client_id: client, scope } = parsed.data
  const [, role, owner] = /(?:^|\s)dondoc\/(provider|agency|centre)\.([\w-]+)(?:\s|$)/.exec(scope) ?? []
  if (role !== undefined) return ofScope(role, owner, client ?? sub)
  const people = parsed.data['cognito:groups'].map((group) => ofGroup(group, parsed.data))
  return people.map((each) => caller.safeParse(each)).find((each) => each.success)?.data
}

function ofScope(role: string, owner: string | undefined, id: string): Caller | undefined {
  const software = role === 'centre' ? { role: owner === 'monitoring' ? owner : role } : { role, [role]: owner }
  return caller.safeParse({ id, ...software }).data
}

/** Nobody becomes software by joining a group. */
function ofGroup(role: string, person: z.output<typeof claims>): unknown {
  const id = person.sub
  if (role === 'monitoring') return undefined
  if (role === 'agency') return { role, id, agency: person['custom:agency'] }
  if (role === 'provider') return { role, id, provider: person['custom:provider'] }
  return { role, id }
}
