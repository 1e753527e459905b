import * as z from 'zod'
import { DAY_MS, fromMs, instant, toMs, type Instant } from '../domain/instant.ts'
import { slug } from '../domain/registry.ts'
import type { Answers } from '../domain/service.ts'
import { inputProblem } from '../text/input-words.ts'
import type { Refusal } from '../text/open311-errors.ts'
import { citizen } from './wire.ts'

/** An Open311 request that is not fulfilled; nothing was written. */
export class Open311RefusedError extends Error {
  override readonly name = 'Open311RefusedError'
  readonly refusals: readonly [Refusal, ...Refusal[]]
  constructor(...refusals: [Refusal, ...Refusal[]]) {
    super(refusals[0].why)
    this.refusals = refusals
  }
}

/** Fields as they come; what is empty is as good as not there, and what nobody knows is nobody's business. */
export type Fields = Readonly<Record<string, unknown>>

/** @throws Open311RefusedError */
export function parseParameters<S extends z.ZodType>(schema: S, parameters: Fields): z.output<S> {
  const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new Open311RefusedError({ why: 'input', problem: inputProblem(parsed.error.issues, given) })
}

const list = <S extends z.ZodType<unknown, string>>(member: S, most: number) =>
  z
    .string()
    .max(20_000)
    .transform((text) => text.split(',').flatMap((each) => each.trim() || []))
    .pipe(z.array(member).max(most))

/** A plus sign that was not coded arrives as a blank. */
const w3Time = z
  .string()
  .transform((text) => text.trim().replace(' ', '+'))
  .pipe(instant)

/** What one answer holds at most, by the specification. */
export const MOST = 1000

export const requestsQuery = z.object({
  service_request_id: list(z.string().max(300), 100).optional(),
  service_code: list(z.string().max(100), 100).optional(),
  status: list(z.enum(['open', 'closed']), 2).optional(),
  start_date: w3Time.optional(),
  end_date: w3Time.optional(),
  /** Of the draft 2.1. */
  updated_after: w3Time.optional(),
  updated_before: w3Time.optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  page_size: z.coerce.number().int().min(1).max(MOST).default(MOST),
})
export type RequestsQuery = z.output<typeof requestsQuery>

/** `extensions=true` shows what GeoReport v2 does not know. */
export const requestQuery = z.object({ extensions: z.enum(['true', 'false']).optional() })

const SPAN_MS = 90 * DAY_MS
const YEAR_MS = 366 * DAY_MS

/**
 * When the reports asked for were received: half open. Both ends given count, and lie at most 90 days apart; one given
 * has the other 90 days away; none, it is the last 90 days, or the last year of changes.
 * @throws Open311RefusedError
 */
export function spanOf(ask: RequestsQuery, now: Instant): { from: Instant; to: Instant } {
  const { start_date: start, end_date: end } = ask
  const isChange = ask.updated_after !== undefined || ask.updated_before !== undefined
  const length = isChange && start === undefined ? YEAR_MS : SPAN_MS
  const last = end ?? (start === undefined ? now : fromMs(Math.min(toMs(start) + SPAN_MS, toMs(now))))
  const first = start ?? fromMs(toMs(last) - length)
  if (start !== undefined && end !== undefined) {
    if (start > end) throw new Open311RefusedError({ why: 'spanReversed' })
    if (toMs(end) - toMs(start) > SPAN_MS) throw new Open311RefusedError({ why: 'spanTooLong' })
  }
  return { from: first, to: fromMs(toMs(last) + 1) }
}

const { lat, long } = citizen.shape.location.unwrap().shape
const decimal = z
  .string()
  .trim()
  .regex(/^[+-]?\d{1,3}(\.\d+)?$/, 'decimal degrees such as 12.6667')
  .transform(Number)
const line = citizen.shape.name

/** The form of `POST requests`, by the names of the specification; answers to attributes stand apart. */
export const requestForm = z.object({
  service_code: slug,
  lat: decimal.pipe(lat).optional(),
  long: decimal.pipe(long).optional(),
  address_string: line,
  address_id: line,
  email: line,
  device_id: line,
  account_id: line,
  first_name: line,
  last_name: line,
  phone: citizen.shape.phone,
  description: citizen.shape.description,
  media_url: citizen.shape.media,
})
export type RequestForm = z.output<typeof requestForm>

const answer = z.union([z.string().transform((one) => [one]), z.array(z.string())])

/** `attribute[code]=value`, or `attribute[code][]=value` several times; under whatever name, also `constructor`. */
export function answersOf(parameters: Fields): Answers {
  const answers = new Map<string, string[]>()
  for (const [field, value] of Object.entries(parameters)) {
    const code = /^attribute\[([^[\]]{1,64})\](?:\[\])?$/.exec(field)?.[1]
    const given = answer.safeParse(value).data?.map((text) => text.normalize().trim()) ?? []
    const texts = given.filter((text) => text !== '')
    if (code !== undefined && texts.length > 0) answers.set(code, [...(answers.get(code) ?? []), ...texts])
  }
  return Object.fromEntries(answers)
}
