import { readFileSync } from 'node:fs'
import * as z from 'zod'

/** Lambda gives a whole processor at so many MB, less below in proportion (docs.aws.amazon.com/lambda, "Configure memory"). */
export const WHOLE_PROCESSOR_MB = 1769

/** What functions are given, in MB. Which one a function has follows from what it was measured to take: {@link sizeOf}. */
export const SIZES = { small: 512, medium: 1024, large: WHOLE_PROCESSOR_MB } as const
export type Size = keyof typeof SIZES

const SMALLEST_FIRST = ['small', 'medium', 'large'] as const satisfies readonly Size[]

/** Of what nobody has measured yet. */
const UNMEASURED: Size = 'medium'

const measure = z.strictObject({
  /** The most that a process of the function held, Node itself included, with the heaviest of the bench's events. */
  megabytes: z.number().positive(),
  /** Of a whole processor: import and first event, a later event, the longest of all; the first two are medians. */
  coldMs: z.number().nonnegative(),
  warmMs: z.number().nonnegative(),
  longestMs: z.number().nonnegative(),
})
export type Measure = z.output<typeof measure>

const measured = z.strictObject({ on: z.iso.date(), by: z.string(), functions: z.record(z.string(), measure) })
export type Measured = z.output<typeof measured>

export const MEASURED_FILE = new URL('./measured.json', import.meta.url)

/** By the function's folder; written by `npm run bench -- --record`. */
export const readMeasured = (): Measured => measured.parse(JSON.parse(readFileSync(MEASURED_FILE, 'utf8')))

/** Processor time of a whole processor, as it takes at that size. */
export const lastsAt = (ms: number, size: Size): number => (ms * WHOLE_PROCESSOR_MB) / SIZES[size]

/** The rest is for what is not measured here: Lambda's own runtime, its tracing, and days that are larger than any. */
export const FULLEST = 0.6
/** Where somebody waits: a cold start, and any other call, in ms of the processor's share. */
const PATIENCE = { coldMs: 1000, warmMs: 200 }
/** Of the time-out: services answer, and calls are tried again, in the rest. */
const BUSIEST = 0.25

export interface Use {
  readonly timeoutMs: number
  /** A person or a system waits for its answer. */
  readonly isRoute: boolean
}

/** The smallest size in which the function has room, ends in time, and lets nobody wait; else the largest. */
export function sizeFor({ megabytes, coldMs, warmMs, longestMs }: Measure, { timeoutMs, isRoute }: Use): Size {
  const fits = (size: Size): boolean =>
    megabytes <= SIZES[size] * FULLEST &&
    lastsAt(longestMs, size) <= timeoutMs * BUSIEST &&
    (!isRoute || (lastsAt(coldMs, size) <= PATIENCE.coldMs && lastsAt(warmMs, size) <= PATIENCE.warmMs))
  return SMALLEST_FIRST.find(fits) ?? 'large'
}

let known: Measured | undefined

/** The size of a function by its folder's name. What AWS shows to be heavier belongs into the file of measures. */
export function sizeOf(name: string, use: Use): Size {
  known ??= readMeasured()
  const found = known.functions[name]
  return found === undefined ? UNMEASURED : sizeFor(found, use)
}
