import * as z from 'zod'
import { caseId } from './case-id.ts'
import { instant, localDate, localDateOf, localTimeOf } from './instant.ts'
import { recipientRole } from './registry.ts'
import type { Told, Window } from './simulation.ts'

/** The mails of one recipient on one day: a window each (`07:30`, `09:15-immediate`), and how many notices they tell by level. */
export const dayMails = z.strictObject({ windows: z.array(z.string()), levels: z.record(z.string(), z.int().min(0)) })
export type DayMails = z.output<typeof dayMails>

/** Under the rules in force and under the proposed ones. `recipient` is a contact's code, `day` a Vietnam date. */
export const simulatedDay = z.strictObject({
  recipient: z.string(),
  day: localDate,
  inForce: dayMails,
  proposed: dayMails,
})
export type SimulatedDay = z.output<typeof simulatedDay>

const bothRules = z.strictObject({ inForce: z.int(), proposed: z.int() })

/** Answer of `POST /policies/simulation`. With `after`, cases are left: the next call goes on there. */
export const simulation = z.strictObject({
  type: z.literal('simulation'),
  from: instant,
  /** Exclusive. */
  to: instant,
  cases: z.int(),
  days: z.array(simulatedDay),
  /** Who the recipients are, as the registry knows them at the end. */
  recipients: z.record(z.string(), z.strictObject({ agency: z.string(), role: recipientRole })),
  /** Notices that would wait for a role without a mailbox. */
  withoutContact: bothRules,
  after: caseId.optional(),
})
export type Simulation = z.output<typeof simulation>

const NONE: DayMails = { windows: [], levels: {} }

export const daysOf = (told: { inForce: readonly Told[]; proposed: readonly Told[] }): SimulatedDay[] =>
  addUpDays([
    ...told.inForce.map((each) => ({ ...placeOf(each), inForce: mailOf(each), proposed: NONE })),
    ...told.proposed.map((each) => ({ ...placeOf(each), inForce: NONE, proposed: mailOf(each) })),
  ])

const placeOf = ({ recipient, window }: Told) => ({ recipient, day: localDateOf(window.at) })
const mailOf = ({ window, level }: Told): DayMails => ({ windows: [nameOf(window)], levels: { [level]: 1 } })
const nameOf = ({ kind, at }: Window): string => `${localTimeOf(at)}${kind === 'immediate' ? '-immediate' : ''}`

/** Each recipient and day once, in that order. Cases told in the same window stand in one mail. */
export function addUpDays(days: readonly SimulatedDay[]): SimulatedDay[] {
  const sums = new Map<string, SimulatedDay>()
  for (const day of days) {
    const key = `${day.recipient} ${day.day}`
    const sum = sums.get(key) ?? { ...day, inForce: NONE, proposed: NONE }
    sums.set(key, { ...sum, inForce: plus(sum.inForce, day.inForce), proposed: plus(sum.proposed, day.proposed) })
  }
  return [...sums.keys()].toSorted().flatMap((key) => sums.get(key) ?? [])
}

/** The mails of both, a window that both name once. */
export function plus(a: DayMails, b: DayMails): DayMails {
  const levels = { ...a.levels }
  for (const [level, count] of Object.entries(b.levels)) levels[level] = (levels[level] ?? 0) + count
  return { windows: [...new Set([...a.windows, ...b.windows])].toSorted(), levels }
}

/** Answers of calls that went on one where the other ended, as one. */
export const joined = (a: Simulation, b: Simulation): Simulation => ({
  ...b,
  cases: a.cases + b.cases,
  days: addUpDays([...a.days, ...b.days]),
  recipients: { ...a.recipients, ...b.recipients },
  withoutContact: {
    inForce: a.withoutContact.inForce + b.withoutContact.inForce,
    proposed: a.withoutContact.proposed + b.withoutContact.proposed,
  },
})
