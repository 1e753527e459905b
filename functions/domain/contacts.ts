import { localDateOf, type Instant } from './instant.ts'
import type { Contact, RecipientRole, Registry } from './registry.ts'
import { UNASSIGNED } from './figures.ts'

/** A mailbox and the code it is registered under; the code names the recipient, so that no key holds an address. */
export interface Recipient {
  code: string
  contact: Contact
}

/**
 * The mailbox of a role: the agency's own, else the one registered for all agencies (`*:<role>`), as the lead
 * department's is. Undefined where neither is registered: the notice waits, and the operators are told.
 */
export function recipientOf(
  registry: Registry,
  notice: { agency: string | undefined; role: RecipientRole },
  at: Instant,
): Recipient | undefined {
  const { agency = UNASSIGNED, role } = notice
  for (const code of [`${agency}:${role}`, `*:${role}`]) {
    const contact = registry.find('contact', code, localDateOf(at))
    if (contact !== undefined) return { code, contact }
  }
  return undefined
}
