import * as z from 'zod'
import { addWorkingMinutes, workingMinutesBetween, type Calendar } from '../../functions/domain/calendar.ts'
import type { Handler } from '../../functions/domain/event.ts'
import { caseOutcome } from '../../functions/domain/counted-case.ts'
import {
  atLocal,
  fromMs,
  instant,
  localDate,
  localDateOf,
  localTimeOf,
  toMs,
  type Instant,
} from '../../functions/domain/instant.ts'
import { period, type Period } from '../../functions/domain/period.ts'
import { readRegistry, slug, type Registry } from '../../functions/domain/registry.ts'
import { isoWeek } from '../../functions/domain/report.ts'
import { firstRegistry, read } from './first-registry.ts'
import { Random } from './sample-random.ts'

const time = z.string().regex(/^\d{2}:\d{2}$/)
const texts = z.array(z.string()).min(1)
const shares = z.record(slug, z.number())

/** How often each outcome is counted at the end of a period. */
const totals = z.strictObject({
  requests: z.record(z.enum(['done', 'notDone', 'outsidePeriod']), z.int()),
  fieldReports: z.record(z.enum([...caseOutcome.options, 'outsidePeriod']), z.int()),
})
const review = z.strictObject({
  week: isoWeek,
  /** The file of what people write on that day. */
  texts: z.string(),
  date: localDate,
  contributions: z.array(time),
  signature: time,
})

/** What the sample is drawn from: the letter's figures, and the names, places and words of an invented fortnight. */
const sampleData = z.strictObject({
  source: z.string(),
  period,
  totals,
  pushes: z.strictObject({ source: slug, workingDay: z.tuple([time], time), dayOff: z.array(time) }),
  secondSource: slug,
  review,
  /** What comes after the signature: new cases, the next report, and the end of all telling. */
  after: z.strictObject({ period, totals, review, end: instant }),
  names: z.array(z.strictObject({ share: z.number(), parts: z.array(texts) })),
  workload: z.array(z.strictObject({ agencies: shares, procedures: shares })),
  posts: texts,
  pilots: z.array(
    z.strictObject({
      provider: slug,
      unit: slug,
      from: localDate,
      share: z.number(),
      code: z.string(),
      givesDue: z.boolean(),
      streets: texts,
      wards: texts,
    }),
  ),
  /** `unit` stands for the People's Committee of the place; `transfer` is who a report is handed over to. */
  scenes: z.array(
    z.strictObject({
      category: slug,
      share: z.number(),
      agencies: z.array(slug),
      transfer: slug,
      descriptions: texts,
    }),
  ),
  reasons: z.record(
    z.enum([
      'extend',
      'pause',
      'reassign',
      'reopen',
      'reschedule',
      'refuseTime',
      'withdraw',
      'notSynced',
      'proof',
      'refuseClaim',
      'dispute',
      'disputeReport',
      'disputeDossier',
      'answerDispute',
    ]),
    texts,
  ),
  /** When agencies object to their part of a report on responsibilities. */
  disputedAt: z.array(instant).min(1),
})
export type SampleData = z.output<typeof sampleData>

/** `read` is when the source of the dossiers was read for the last time. */
export interface Told {
  until: Instant
  read: Instant
  cases: ReadonlySet<string>
}

/** Everything that the drawing of a sample leans on. */
export interface World {
  data: SampleData
  registry: Registry
  calendar: Calendar
  random: Random
  /** What was told before, and by which cases: nobody says it again. */
  told?: Told
  /** What happens later is told by nobody. */
  end: Instant
}

export function createWorld(seed: number): World {
  const data = read('sample', sampleData)
  const registry = readRegistry(firstRegistry(), 1)
  const calendar = registry.calendar('counter', localDateOf(data.period.from))
  return { data, registry, calendar, random: new Random(seed), end: signatureOf(data) }
}

const signatureOf = ({ review: { date, signature } }: Pick<SampleData, 'review'>): Instant => atLocal(date, signature)

/** The same province from the signature on, with a chance of its own: the fortnight before stays as it is. */
export function worldAfter(world: World, told: Told, seed: number): World {
  const { data } = world
  const { end, ...after } = data.after
  return { ...world, data: { ...data, ...after }, random: new Random(seed), end, told }
}

/** So many minutes of office time later. */
export const workingMinutesAfter = ({ calendar }: World, at: Instant, minutes: number): Instant =>
  fromMs(addWorkingMinutes(calendar, toMs(at), minutes))

/** Any second of office time within the period. */
export function momentAtWork(world: World, { from, to }: Period): Instant {
  const { calendar, random } = world
  const minutes = random.int(1, workingMinutesBetween(calendar, toMs(from), toMs(to)) - 1)
  return secondsLater(workingMinutesAfter(world, from, minutes), random.int(0, 59))
}

/** How much of what citizens send comes in each hour of the day: most by day, the odd one at night. */
const citizensByHour = [1, 1, 0, 0, 1, 2, 6, 14, 20, 20, 17, 12, 8, 9, 16, 18, 16, 12, 9, 10, 9, 7, 4, 2]
const busiest = Math.max(...citizensByHour)

/** Any second of the period, as citizens choose it. */
export function momentOfCitizen({ random }: World, { from, to }: Period): Instant {
  for (;;) {
    const at = secondsLater(from, random.int(0, (toMs(to) - toMs(from)) / 1000 - 1))
    const share = citizensByHour[Number(localTimeOf(at).slice(0, 2))] ?? 0
    if (random.chance(share / busiest)) return at
  }
}

export const secondsLater = (at: Instant, seconds: number): Instant => fromMs(toMs(at) + seconds * 1000)

/** Invented people. Their numbers begin with 0000, which no operator may assign. */
export function inventPerson(world: World): { name: string; phone: string } {
  return { name: inventName(world), phone: `0000${String(world.random.int(0, 999_999)).padStart(6, '0')}` }
}

export const inventHandler = (world: World): Handler => ({
  name: inventName(world),
  post: world.random.pick(world.data.posts),
})

const inventName = ({ data, random }: World): string =>
  random
    .weighted(data.names.map((names) => [names, names.share]))
    .parts.map((part) => random.pick(part))
    .join(' ')
