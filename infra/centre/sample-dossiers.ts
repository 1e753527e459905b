import { statutoryDue } from '../../functions/domain/due.ts'
import { atLocal, addDays, localDateOf, toMs, DAY_MS, type Instant } from '../../functions/domain/instant.ts'
import { shift } from '../../functions/domain/limit.ts'
import type { DossierStatus } from '../../functions/domain/status.ts'
import { answers, claimConfirmed, claimRefused, withdrawn } from './sample-answers.ts'
import {
  DAY,
  drawUntil,
  stateOfStory,
  step,
  unfold,
  type Deed,
  type DossierStory,
  type Fate,
  type Story,
} from './sample-story.ts'
import {
  inventHandler,
  inventPerson,
  momentAtWork,
  momentOfCitizen,
  workingMinutesAfter,
  type World,
} from './sample-world.ts'

/** Until the monitoring has told of a request, nobody can answer it: it tells every two hours of office time. */
const TOLD = 240

export const becomes = (status: DossierStatus, soonest: number, latest: number) =>
  step('source', [soonest, latest], () => ({ type: 'changeStatus', status }))

export const answered = (by: 'agency' | 'operator', which: number) =>
  step(by, [TOLD, 3 * DAY], (story) => {
    const request = requestsOf(story)[which]
    return request === undefined ? undefined : { type: 'answerRequest', request }
  })

export const rescheduled = step('agency', [TOLD, 2 * DAY], (_story, { calendar, data, random }, at) => ({
  type: 'reschedule',
  due: shift(calendar, atLocal(localDateOf(at), '17:00'), { amount: random.int(3, 10), unit: 'workingDays' }),
  reason: random.pick(data.reasons.reschedule),
}))

export const handlerNamed = step('agency', [TOLD, 2 * DAY], (_story, world) => ({
  type: 'nameHandler',
  handler: inventHandler(world),
}))

const chased = answers([TOLD, 2 * DAY])

const requestsOf = ({ deeds }: Story): string[] =>
  deeds.flatMap((deed) => (deed.command.type === 'issueRequest' ? [deed.command.request] : []))

/** How dossiers go on after the last request. Numbers are minutes of office time. */
const afterReception: readonly Fate[] = [
  { share: 30, steps: [becomes('processed', 60, 4 * DAY), becomes('returned', 30, 2 * DAY)] },
  { share: 5, steps: [becomes('returned', 60, 4 * DAY)] },
  { share: 9, steps: [answered('operator', 0), answered('operator', 1)] },
  { share: 7, steps: [answered('agency', 0), answered('agency', 1)] },
  { share: 3, steps: [becomes('withdrawn', 60, 3 * DAY)] },
  { share: 2, steps: [becomes('terminated', 60, 3 * DAY)] },
  { share: 26, steps: [] },
  { share: 6, steps: [becomes('supplementRequested', 30, 2 * DAY)] },
  { share: 5, steps: [becomes('supplementRequested', 30, DAY), becomes('processing', DAY, 3 * DAY)] },
  { share: 2, steps: [becomes('feeRequested', 30, DAY)] },
  { share: 2, steps: [rescheduled] },
  { share: 2, steps: [handlerNamed] },
  { share: 2, steps: [chased.acknowledged] },
  { share: 2, steps: [chased.committed, becomes('processed', 60, DAY)] },
  { share: 1, steps: [chased.committed] },
  { share: 1, steps: [chased.committed, withdrawn] },
  { share: 2, steps: [chased.notSynced, becomes('processed', 60, DAY)] },
  { share: 2, steps: [chased.claimed, claimConfirmed] },
  { share: 2, steps: [chased.claimed, claimRefused] },
]

/** The same for dossiers that nobody has taken in: some stay so, some jump to their end. */
const beforeReception: readonly Fate[] = [
  { share: 5, steps: [] },
  { share: 2, steps: [becomes('refused', 60, 2 * DAY)] },
  { share: 2, steps: [becomes('received', 60, 2 * DAY)] },
  { share: 2, steps: [becomes('returned', DAY, 3 * DAY)] },
]

/** Dossiers about which the centre issued requests in the period, and some about which it did not. */
export const drawDossiers = (world: World): DossierStory[] =>
  drawUntil(world, world.data.totals.requests, {
    draw: () => drawDossier(world),
    outcomesOf: (counted) =>
      counted === undefined || counted.requests.length === 0
        ? ['outsidePeriod']
        : counted.requests.map(({ outcome }) => (outcome === 'done' ? 'done' : 'notDone')),
  })

function drawDossier(world: World): DossierStory {
  const { random } = world
  const asked = requestMoments(world)
  const seen = asked[0] ?? momentAtWork(world, world.data.period)
  const taken = random.chance(0.88)
  const receivedAt = filedBefore(world, seen, taken ? random.weighted(ages) : [1, 3])
  const facts = inventFacts(world, receivedAt)
  const reception = taken ? receptionDeeds(world, receivedAt, seen) : []
  const requests = [...earlierRequest(world, reception[0]?.at), ...asked].map(issued(world, facts))
  const filed: DossierStory = {
    facts,
    person: inventPerson(world),
    deeds: [...reception, ...requests].toSorted(byTime),
  }
  const due = random.chance(0.92) ? appointment(filed, world) : undefined
  const story: DossierStory = {
    ...filed,
    ...(due === undefined ? {} : { facts: { ...facts, due } }),
    ...(taken && random.chance(0.25) ? { handler: inventHandler(world) } : {}),
  }
  return unfold(story, taken ? afterReception : beforeReception, world)
}

/** Working days between filing and the first request: fresh, about due, long overdue. */
const ages: readonly (readonly [readonly [number, number], number])[] = [
  [[2, 5], 3],
  [[6, 20], 4],
  [[21, 60], 3],
]

const byTime = (a: Deed, b: Deed): number => toMs(a.at) - toMs(b.at)

function requestMoments(world: World): Instant[] {
  const many = world.random.weighted([
    [0, 14],
    [1, 366],
    [2, 24],
  ])
  const [first, second] = Array.from({ length: many }, () => momentAtWork(world, world.data.period)).toSorted()
  if (first === undefined) return []
  return second === undefined || toMs(second) - toMs(first) < 2 * DAY_MS ? [first] : [first, second]
}

function filedBefore(world: World, at: Instant, [fewest, most]: readonly [number, number]): Instant {
  const { calendar, random } = world
  const date = localDateOf(shift(calendar, at, { amount: -random.int(fewest, most), unit: 'workingDays' }))
  const day = random.chance(0.2) ? addDays(date, -random.int(1, 2)) : date
  return momentOfCitizen(world, { from: atLocal(day, '00:00'), to: atLocal(day, '24:00') })
}

function inventFacts({ data, registry, random }: World, receivedAt: Instant): DossierStory['facts'] {
  const group = random.weighted(
    data.workload.map((each) => [each, Object.values(each.agencies).reduce((a, b) => a + b, 0)]),
  )
  const [agency, procedure] = [group.agencies, group.procedures].map((shares) =>
    random.weighted(Object.entries(shares)),
  )
  const date = localDateOf(receivedAt)
  const { id, kind, nationalCode } = registry.find('agency', agency ?? '', date) ?? {}
  if (id === undefined || procedure === undefined) throw new RangeError(`agency ${agency} is not in the registry`)
  const serial = String(random.int(1, kind === 'district' ? 180 : 90)).padStart(4, '0')
  const code = `${nationalCode}-${date.slice(2).replaceAll('-', '')}-${serial}`
  return { kind: 'dossier', code, agency: id, procedure, ...(kind === 'district' ? { unit: id } : {}), receivedAt }
}

/** Taken in within a day of office time, then worked on, unless the centre's request came first. */
function receptionDeeds(world: World, receivedAt: Instant, before: Instant): Deed[] {
  const { random } = world
  const takenAt = workingMinutesAfter(world, receivedAt, random.int(5, DAY))
  const startedAt = workingMinutesAfter(world, takenAt, random.int(30, DAY))
  const moves = [
    { at: takenAt, status: 'received' },
    { at: startedAt, status: 'processing' },
  ] as const
  return moves
    .filter(({ at }) => at < before)
    .map(({ at, status }) => ({ at, by: 'source', command: { type: 'changeStatus', status } }))
}

/** Some old dossiers were asked about before the period, which is another report's business. */
function earlierRequest(world: World, takenAt: Instant | undefined): Instant[] {
  const { data, random, told } = world
  const from = takenAt && workingMinutesAfter(world, takenAt, 2 * DAY)
  if (told !== undefined || from === undefined || from >= data.period.from || random.chance(0.8)) return []
  return [momentAtWork(world, { from, to: data.period.from })]
}

/** The monitoring issues requests by itself; once it has told of a dossier, an operator may issue one more by hand. */
function issued(world: World, { code, agency }: DossierStory['facts']): (at: Instant, index: number) => Deed {
  const { data, random } = world
  const known = workingMinutesAfter(world, data.period.from, TOLD)
  return (at, index) => {
    const addressee = agency === undefined || random.chance(0.2) ? {} : { addressee: agency }
    const by = index > 0 && at > known && random.chance(0.3) ? 'operator' : 'source'
    return { at, by, command: { type: 'issueRequest', request: `${code}/YC${index + 1}`, issuedAt: at, ...addressee } }
  }
}

/** The date that the counter gives the citizen on taking the papers in. */
function appointment(story: Story, world: World): Instant | undefined {
  const state = stateOfStory({ ...story, deeds: story.deeds.slice(0, 1) }, world)
  return state?.progress.phase === 'running' ? statutoryDue(state, world.registry)?.at : undefined
}
