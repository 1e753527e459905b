import { dueOf } from '../../functions/domain/due.ts'
import { later, type Instant } from '../../functions/domain/instant.ts'
import { shift } from '../../functions/domain/limit.ts'
import { DAY, stateOfStory, step, type CommandMaker, type Story } from './sample-story.ts'
import type { World } from './sample-world.ts'

const commit: CommandMaker = (_story, { random }) => ({ type: 'commit', workingDays: random.int(1, 2) })

const askForTime: CommandMaker = (story, world, at) => {
  const due = laterDue(story, world, at)
  return due === undefined ? undefined : { type: 'requestExtension', due, why: 'materials' }
}

const explain: CommandMaker = (_story, { data, random }) => ({
  type: 'explainNotSynced',
  reason: random.pick(data.reasons.notSynced),
})

const claim: CommandMaker = (_story, { data, random }) => ({
  type: 'claimDone',
  proof: random.pick(data.reasons.proof),
})

/** Nobody answers what the centre has not been told yet: so many minutes of office time after the last deed. */
type Told = readonly [soonest: number, latest: number]

/** What agencies answer when they are chased. */
export const answers = (told: Told) => ({
  acknowledged: step('agency', told, () => ({ type: 'acknowledge' })),
  committed: step('agency', told, commit),
  askedForTime: step('agency', told, askForTime),
  notSynced: step('agency', told, explain),
  claimed: step('agency', told, claim),
})

/** What the centre says to that. */
export const withdrawn = step('operator', [20, DAY / 2], (_story, { data, random }) => ({
  type: 'withdrawCommitment',
  reason: random.pick(data.reasons.withdraw),
}))
export const timeRefused = step('operator', [30, DAY], (_story, { data, random }) => ({
  type: 'refuseExtension',
  reason: random.pick(data.reasons.refuseTime),
}))
export const claimConfirmed = step('operator', [30, DAY], () => ({ type: 'confirmClaim' }))
export const claimRefused = step('operator', [30, DAY], (_story, { data, random }) => ({
  type: 'refuseClaim',
  reason: random.pick(data.reasons.refuseClaim),
}))

/** The first entry, that of the reception, has the number 1 in every timeline. */
export const disputed = step('agency', [60, DAY], (_story, { data, random }) => ({
  type: 'disputeDelay',
  entry: 1,
  reason: random.pick(data.reasons.dispute),
}))
export const disputeAnswered = step('operator', [60, DAY], (_story, { data, random }) => ({
  type: 'answerDispute',
  entry: 1,
  upheld: false,
  reason: random.pick(data.reasons.answerDispute),
}))

/** Some working days after the date as it stands, or after now where that has passed. */
export function laterDue(story: Story, world: World, now: Instant): Instant | undefined {
  const state = stateOfStory(story, world)
  const due = state && dueOf(state, world.registry)?.at
  const by = { amount: world.random.int(2, 4), unit: 'workingDays' } as const
  return due && shift(world.calendar, later(due, now), by)
}
