import * as z from 'zod'
import { localDate } from './instant.ts'
import { limit } from './limit.ts'
import { slug } from './slug.ts'

const line = z.string().normalize().trim().min(1).max(300)
const sourced = z.strictObject({ date: localDate, source: line })

/**
 * A provider's service in an administrative unit, as a letter planned it and as it went; each fact with its source, and
 * what is not known left out. `code` is `<provider>:<unit>`.
 */
export const deployment = z.strictObject({
  provider: slug,
  unit: slug,
  /** The letter that ordered it. */
  letter: line,
  /** First and last day; the letter of November 2021 calls 26/10/2021 the end of six months from 26/4/2021. */
  planned: z.strictObject({ from: localDate, to: localDate, source: line }),
  /** When citizens were told that they can use it. */
  announced: sourced.optional(),
  started: sourced.optional(),
  ended: sourced.optional(),
  /** What came after the pilot. */
  after: z.strictObject({ what: line, source: line }).optional(),
})
export type Deployment = z.output<typeof deployment>

/** Form of the reports that say whose responsibility a delay is, and how long agencies may explain before. */
export const accountabilitySettings = z.strictObject({
  symbol: line,
  /** The first number that the system gives; the department's own register has those before. */
  firstNumber: z.int().min(1).default(1),
  parentBody: line,
  issuingBody: line,
  place: line,
  addressees: z.array(line).min(1),
  recipients: z.array(z.strictObject({ name: line, email: z.email().optional() })),
  archive: line,
  signatory: z.strictObject({ capacity: line, name: line }),
  /** Agencies see their part this long before the report goes out. */
  explainFor: limit,
  /** The first day whose field reports the system has: before it, a day without one says nothing. */
  knownFrom: localDate,
})
export type AccountabilitySettings = z.output<typeof accountabilitySettings>
