import { statutoryDue } from '../../functions/domain/due.ts'
import { atLocal, DAY_MS, fromMs, later, localDateOf, toMs } from '../../functions/domain/instant.ts'
import type { FieldReportStatus } from '../../functions/domain/status.ts'
import {
  answers,
  claimConfirmed,
  claimRefused,
  disputeAnswered,
  disputed,
  laterDue,
  timeRefused,
  withdrawn,
} from './sample-answers.ts'
import {
  DAY,
  drawUntil,
  idOf,
  stateOfStory,
  step,
  unfold,
  type Deed,
  type Fate,
  type FieldReportStory,
  type Story,
} from './sample-story.ts'
import { inventHandler, inventPerson, momentOfCitizen, type SampleData, type World } from './sample-world.ts'

/** The provider's app tells of a report within a quarter of an hour; nobody acts on it sooner. */
const TOLD = 45

export const becomes = (status: FieldReportStatus, soonest: number, latest: number) =>
  step('source', [soonest, latest], () => ({ type: 'changeStatus', status }))

export const closed = (by: 'operator' | 'agency', outcome: 'resolved' | 'duplicate') =>
  step(by, [TOLD, 5 * DAY], (_story, _world, at) => ({
    type: 'resolve',
    outcome,
    at,
    ...(outcome === 'duplicate' && { duplicateOf: UNNAMED }),
  }))

/** Which one it says again is known when all are drawn; it counts no more from the beginning. */
const UNNAMED = 'report:unnamed:0'

const extended = step('operator', [TOLD, DAY], (story, world, at) => {
  const due = laterDue(story, world, at)
  return due === undefined ? undefined : { type: 'extend', due, reason: world.random.pick(world.data.reasons.extend) }
})

const answered = answers([TOLD, DAY])

const paused = step('operator', [TOLD, DAY], (_story, { data, random }, from) => ({
  type: 'pause',
  from,
  reason: random.pick(data.reasons.pause),
}))

const resumed = step('operator', [DAY / 4, 2 * DAY], (_story, _world, at) => ({ type: 'resume', at }))

const handedOver = step('operator', [TOLD, DAY], (story, { data, random }) => {
  const scene = data.scenes.find(({ category }) => category === subjectOf(story))
  const agency = scene?.transfer === 'unit' ? story.facts.unit : scene?.transfer
  return agency === undefined || agency === story.facts.agency
    ? undefined
    : { type: 'reassign', agency, reason: random.pick(data.reasons.reassign) }
})

const declined = step('agency', [TOLD, DAY], (story, { data, random }) => ({
  type: 'decline',
  reason: random.pick(data.reasons.reassign),
  ...(story.facts.unit === story.facts.agency ? {} : { proposed: story.facts.unit }),
}))

export const handlerNamed = step('agency', [TOLD, DAY], (_story, world) => ({
  type: 'nameHandler',
  handler: inventHandler(world),
}))

const reopened = step('operator', [DAY / 4, DAY], (_story, { data, random }) => ({
  type: 'reopen',
  reason: random.pick(data.reasons.reopen),
}))

const subjectOf = ({ facts }: Story): string => (facts.kind === 'fieldReport' ? facts.category : facts.procedure)

/** How reports go on once an agency has them. Numbers are minutes of office time. */
const fates: readonly Fate[] = [
  { share: 20, steps: [] },
  { share: 24, steps: [becomes('processing', 30, DAY)] },
  { share: 24, steps: [becomes('processing', 30, DAY), becomes('resolved', 60, 5 * DAY)] },
  { share: 8, steps: [becomes('resolved', 60, 3 * DAY)] },
  { share: 5, steps: [becomes('processing', 30, DAY), closed('operator', 'resolved')] },
  { share: 4, steps: [handlerNamed, closed('agency', 'resolved')] },
  { share: 5, steps: [extended] },
  { share: 4, steps: [extended, becomes('resolved', DAY, 4 * DAY)] },
  { share: 4, steps: [paused, resumed] },
  { share: 3, steps: [paused, resumed, becomes('resolved', 60, 3 * DAY)] },
  { share: 5, steps: [declined, handedOver] },
  { share: 4, steps: [handedOver, becomes('processing', 30, DAY), becomes('resolved', 60, 3 * DAY)] },
  { share: 4, steps: [closed('operator', 'duplicate')] },
  { share: 3, steps: [becomes('notCompetent', 30, 2 * DAY)] },
  { share: 2, steps: [becomes('withdrawn', 30, 2 * DAY)] },
  { share: 6, steps: [becomes('resolved', 60, DAY), reopened] },
  { share: 3, steps: [answered.acknowledged, becomes('processing', 30, DAY)] },
  { share: 3, steps: [answered.committed, becomes('resolved', 60, DAY)] },
  { share: 3, steps: [answered.committed] },
  { share: 1, steps: [answered.committed, withdrawn] },
  { share: 2, steps: [answered.askedForTime, extended] },
  { share: 2, steps: [answered.askedForTime, timeRefused] },
  { share: 5, steps: [answered.claimed, claimConfirmed] },
  { share: 2, steps: [answered.claimed, claimRefused] },
  { share: 1, steps: [answered.claimed] },
  { share: 8, steps: [becomes('resolved', 3 * DAY, 5 * DAY), disputed, disputeAnswered] },
]

/** Field reports of the period, and some received before it. */
export const drawFieldReports = (world: World): FieldReportStory[] =>
  nameOriginals(
    drawUntil(world, world.data.totals.fieldReports, {
      draw: () => drawFieldReport(world),
      outcomesOf: (counted) => [counted?.outcome ?? 'outsidePeriod'],
    }),
  )

/** Who closes a report as said twice names the first one of its unit, or else the first of all: it was there before. */
function nameOriginals(stories: FieldReportStory[]): FieldReportStory[] {
  const firsts = stories
    .filter(({ deeds }) => !deeds.some(isDuplicate))
    .toSorted((a, b) => (a.facts.receivedAt < b.facts.receivedAt ? -1 : 1))
  const naming = (deed: Deed, { facts }: FieldReportStory): Deed => {
    const original = firsts.find((first) => first.facts.unit === facts.unit && isEarlier(first, facts)) ?? firsts[0]
    if (!isDuplicate(deed) || original === undefined) return deed
    return { ...deed, command: { ...deed.command, duplicateOf: idOf(original) } }
  }
  return stories.map((story) => ({ ...story, deeds: story.deeds.map((deed) => naming(deed, story)) }))
}

const isEarlier = (first: FieldReportStory, { receivedAt }: FieldReportStory['facts']): boolean =>
  first.facts.receivedAt < receivedAt

const isDuplicate = (deed: Deed): deed is Deed & { command: { type: 'resolve' } } =>
  deed.command.type === 'resolve' && deed.command.outcome === 'duplicate'

type Pilot = SampleData['pilots'][number]

function drawFieldReport(world: World): FieldReportStory {
  const { data, random } = world
  const pilot = random.weighted(data.pilots.map((each) => [each, each.share]))
  const scene = random.weighted(data.scenes.map((each) => [each, each.share]))
  const receivedAt = momentOfCitizen(world, spanOf(pilot, world))
  const named = random.pick(scene.agencies)
  const agency = named === 'unit' ? pilot.unit : named
  const undistributed = random.chance(0.12)
  const facts = {
    kind: 'fieldReport' as const,
    code: `${pilot.code}-${localDateOf(receivedAt).slice(2).replaceAll('-', '')}-${random.int(100, 999)}`,
    provider: pilot.provider,
    ...(undistributed ? {} : { agency }),
    category: scene.category,
    unit: pilot.unit,
    receivedAt,
  }
  const sent: FieldReportStory = {
    facts: pilot.givesDue ? promised(facts, world) : facts,
    ...(random.chance(0.1) ? {} : { person: inventPerson(world) }),
    scene: { description: random.pick(scene.descriptions), address: inventAddress(pilot, world) },
    deeds: [],
  }
  return undistributed ? unfold(sent, assignments(agency), world) : unfold(sent, fates, world)
}

/** A report that came without an agency waits until an operator finds one; a few wait longer. */
function assignments(agency: string): Fate[] {
  const assigned = step('operator', [TOLD, DAY / 2], (_story, { data, random }) => ({
    type: 'reassign',
    agency,
    reason: random.pick(data.reasons.reassign),
  }))
  return [
    { share: 1, steps: [] },
    ...fates.map(({ share, steps }) => ({ share: share / 20, steps: [assigned, ...steps] })),
  ]
}

/** Half an hour before its end the period is over for citizens, so that all of it is told within it. */
function spanOf(pilot: Pilot, { data, random }: World) {
  const { from, to } = data.period
  const start = atLocal(pilot.from, '00:00')
  const before = random.chance(0.1) && start < from
  return before
    ? { from: later(start, fromMs(toMs(from) - 10 * DAY_MS)), to: from }
    : { from: later(start, from), to: fromMs(toMs(to) - DAY_MS / 48) }
}

/** Some providers tell the sender a date themselves. */
function promised(facts: FieldReportStory['facts'], world: World): FieldReportStory['facts'] {
  const state = stateOfStory({ facts, deeds: [] }, world)
  const due = state && statutoryDue(state, world.registry)?.at
  return due === undefined ? facts : { ...facts, due }
}

const inventAddress = ({ streets, wards }: Pilot, { random }: World): string =>
  `gần số ${random.int(2, 480)} đường ${random.pick(streets)}, ${random.pick(wards)}`
