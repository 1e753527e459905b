import * as z from 'zod'
import { actor, reason } from './event.ts'
import type { Period } from './period.ts'
import { instant, localDate } from './instant.ts'

const common = {
  /** Who or what it is about. */
  subject: z.string().regex(/^[^#~]{1,200}$/, 'up to 200 characters, none of them # or ~'),
  /** What it was opened for, so that the same news told again opens nothing. */
  cause: z.string().min(1),
  since: instant,
}

const closing = z.strictObject({ at: instant, by: actor, reason })
export type Closing = z.output<typeof closing>

/** A letter on paper that was drafted because nothing else reached its subject; `key` is that of the file. */
export const paper = z.strictObject({ key: z.string().min(1), draftedAt: instant, cases: z.int().min(1) })
export type Paper = z.output<typeof paper>

/** Something that stays wrong until somebody mends it. To add a kind: a row here, its words in `text/incident-words.ts`. */
const news = [
  z.strictObject({
    kind: z.literal('undeliverable'),
    ...common,
    /** The recipient's code is the subject; `mailbox` is a fingerprint, so that no list holds the address. */
    what: z.strictObject({ why: z.enum(['bounced', 'keptBouncing', 'complained']), mailbox: z.string() }),
  }),
  z.strictObject({
    kind: z.literal('silentFeed'),
    ...common,
    /** The feed's id is the subject; working days. */
    what: z.strictObject({ lastDay: localDate, silentDays: z.int(), allowed: z.int() }),
  }),
] as const

export const newIncident = z.discriminatedUnion('kind', news)
export type NewIncident = z.output<typeof newIncident>

/** One incident of a kind is open for the same thing at a time: of a contact's mailboxes each may fail by itself. */
export const isSameThing = (a: NewIncident, b: NewIncident): boolean =>
  a.kind === b.kind && a.subject === b.subject && mailboxOf(a) === mailboxOf(b)

const mailboxOf = (each: NewIncident): string | undefined =>
  each.kind === 'undeliverable' ? each.what.mailbox : undefined

/** Numbers of one kind and subject are a series. */
const numbered = { number: z.int().min(1), closed: closing.optional(), paper: paper.optional() }
export const incident = z.discriminatedUnion('kind', [news[0].extend(numbered), news[1].extend(numbered)])
export type Incident = z.output<typeof incident>
export type IncidentKind = Incident['kind']
export type IncidentOf<K extends IncidentKind> = Extract<Incident, { kind: K }>

export const incidentKinds = news.map((each) => each.shape.kind.value)

export const isOfKind =
  <K extends IncidentKind>(kind: K) =>
  (each: Incident): each is IncidentOf<K> =>
    each.kind === kind

export const isOpen = ({ closed }: Incident): boolean => closed === undefined

/** Open at some moment of the period. */
export const isDuring = ({ since, closed }: Incident, { from, to }: Period): boolean =>
  since < to && (closed === undefined || closed.at >= from)

/** Names an incident to people and in paths. */
export const incidentId = ({ kind, subject, number }: Incident): string => `${kind}~${subject}~${number}`
