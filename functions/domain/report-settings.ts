import * as z from 'zod'
import { instant } from './instant.ts'
import { name } from './slug.ts'

const mailbox = z.strictObject({ name, email: z.email() })

/** A capacity may take several lines. */
const signatory = z.strictObject({ capacity: name, name, email: z.email().optional() })

/** Form and rhythm of the weekly report. `code` is `weekly`. */
export const reportSettings = z.strictObject({
  number: z.strictObject({ first: z.int().min(1), symbol: z.string().min(1) }),
  parentBody: name,
  issuingBody: name,
  place: name,
  addressees: z.array(name).min(1),
  recipients: z.array(z.strictObject({ name, email: z.email().optional() })),
  archive: name,
  /** The documents on which the report rests, as it cites them. */
  basis: z.array(name).default([]),
  signatory,
  /** Others who may sign, each in a capacity of their own: `KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC`. */
  deputies: z.array(signatory).default([]),
  /** Who is asked in the morning for text and numbers, and told at midday what is missing. */
  contributors: z.array(mailbox).default([]),
  /** Who gets the brief of each working morning. */
  briefed: z.array(mailbox).default([]),
  /** How fast it is to be handled (Decree 30/2020/NĐ-CP, article 3). */
  urgency: z.enum(['normal', 'urgent', 'veryUrgent', 'express']).default('normal'),
  rhythm: z.enum(['weekly', 'fortnightly']),
  /** The end of the period that the last report before this row covered, exclusive. */
  lastEnd: instant,
})
type ReportSettings = z.output<typeof reportSettings>

/** Everybody to whom mail about the report may go. */
export const mailboxesOf = (settings: ReportSettings): string[] =>
  [
    settings.signatory,
    ...settings.recipients,
    ...settings.deputies,
    ...settings.contributors,
    ...settings.briefed,
  ].flatMap(({ email }) => email ?? [])
