import { UNASSIGNED } from './counted-case.ts'
import { localDateOf, type Instant, type LocalDate } from './instant.ts'
import type { Contact, RecipientRole, Registry, Substitute } from './registry.ts'

/** A mailbox and the code it is registered under; the code names the recipient, so that no key holds an address. */
export interface Recipient {
  code: string
  /** `email` is the mailbox to write to, be it the contact's own, a substitute's or the alternate one. */
  contact: Contact
}

/** Who reads what: the registry, and which mailboxes take no mail just now, whatever the registry says. */
export interface Directory {
  registry: Registry
  undeliverable: (email: string) => boolean
}

/** As if every mailbox took mail. */
export const trusting = (registry: Registry): Directory => ({ registry, undeliverable: () => false })

/**
 * Whom a notice to a role goes to: the agency's own contact, else the one registered for all agencies (`*:<role>`), as
 * the lead department's is; on leave, whoever reads for it. A mailbox that takes no mail is replaced by the contact's
 * alternate, then by another role of the same agency. Undefined where nobody is left: the notice waits, and the operators
 * are told.
 */
export function recipientOf(
  directory: Directory,
  notice: { agency: string | undefined; role: RecipientRole },
  at: Instant,
): Recipient | undefined {
  const { agency = UNASSIGNED, role } = notice
  const on = localDateOf(at)
  for (const code of [`${agency}:${role}`, `*:${role}`]) {
    const contact = directory.registry.find('contact', code, on)
    if (contact === undefined) continue
    const others = stepIn.filter((each) => each !== role).map((each) => `${contact.agency}:${each}`)
    return firstReached(directory, [code, ...others], on)
  }
  return undefined
}

/** Roles that stand in for one another where a mailbox takes no mail. */
const stepIn = ['focalPoint', 'head'] as const satisfies RecipientRole[]

function firstReached(directory: Directory, codes: readonly string[], on: LocalDate): Recipient | undefined {
  for (const code of codes) {
    const contact = directory.registry.find('contact', code, on)
    if (contact === undefined || !mayBeWrittenTo(contact, directory.registry, on)) continue
    const email = mailboxes(contact, directory.registry, on).find((each) => !directory.undeliverable(each))
    if (email !== undefined) return { code, contact: { ...contact, email } }
  }
  return undefined
}

/** A body that is informed and never chased gets no machine mail, whatever its mailbox is registered for. */
const mayBeWrittenTo = ({ agency }: Contact, registry: Registry, on: LocalDate): boolean =>
  isChased(registry, agency, on)

/** A Party body and the chairmen of the committee are informed, by the report, and never chased. */
export const isChased = (registry: Registry, agency: string | undefined, on: LocalDate): boolean =>
  agency === undefined || registry.find('agency', agency, on)?.chased !== false

/** Every mailbox of the contact, in the order of choice on that date. */
export const mailboxes = (contact: Contact, registry: Registry, on: LocalDate): string[] => [
  readerOf(contact, { registry, on }, []),
  ...(contact.alternate === undefined ? [] : [contact.alternate]),
  contact.email,
]

/**
 * Who reads the contact's mail on the date. A substitute who is a contact on leave is replaced in turn; where leaves run
 * in a circle, the last one before it closes reads.
 */
function readerOf(contact: Contact, when: { registry: Registry; on: LocalDate }, away: readonly string[]): string {
  const { registry, on } = when
  const substitute = substituteOn(contact.substitutes, on)
  if (substitute === undefined || away.includes(substitute.email)) return contact.email
  const own = registry.all('contact', on).find(({ email }) => email === substitute.email)
  return own === undefined ? substitute.email : readerOf(own, when, [...away, contact.email])
}

/** Of leaves one within the other the inner one holds: that which began last, and of those the one that ends first. */
const substituteOn = (substitutes: readonly Substitute[], on: LocalDate): Substitute | undefined =>
  substitutes
    .filter(({ from, to }) => from <= on && on <= to)
    .toSorted((a, b) => a.from.localeCompare(b.from) || b.to.localeCompare(a.to))
    .at(-1)
