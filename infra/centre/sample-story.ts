import { dossierId, fieldReportId } from '../../functions/domain/case-id.ts'
import type { CaseCommand, Command } from '../../functions/domain/command.ts'
import { decide } from '../../functions/domain/decide.ts'
import type { CaseFacts, Entry, Handler } from '../../functions/domain/event.ts'
import { foldCase } from '../../functions/domain/evolve.ts'
import { countCase, type CountedCase } from '../../functions/domain/counted-case.ts'
import { later, type Instant } from '../../functions/domain/instant.ts'
import type { CaseState } from '../../functions/domain/state.ts'
import { workingMinutesAfter, type World } from './sample-world.ts'

/** Something that happens to a case in the world, and who tells the centre of it. */
export interface Deed {
  at: Instant
  by: 'source' | 'agency' | 'operator'
  command: CaseCommand
}

/** What sources tell; tasks come with a letter. */
type ToldFacts = Extract<CaseFacts, { kind: 'dossier' | 'fieldReport' }>

/** A case as it really went, whatever the centre hears of it and when. */
export interface Story<F extends ToldFacts = ToldFacts> {
  facts: F
  person?: { name: string; phone: string }
  handler?: Handler
  scene?: { description: string; address: string }
  /** Its source has told all that happened until then. */
  toldUntil?: Instant
  deeds: readonly Deed[]
}

export type DossierStory = Story<Extract<CaseFacts, { kind: 'dossier' }>>
export type FieldReportStory = Story<Extract<CaseFacts, { kind: 'fieldReport' }>>

export const idOf = ({ facts }: Story): string =>
  facts.kind === 'dossier' ? dossierId(facts.code) : fieldReportId(facts.provider, facts.code)

/** The story's timeline by the product's own decisions; undefined where it could not have gone like that. */
export function timelineOf(story: Story, world: World): Entry[] | undefined {
  const { facts } = story
  const register: Command =
    facts.kind === 'dossier' ? { type: 'registerDossier', facts } : { type: 'registerFieldReport', facts }
  const entries: Entry[] = []
  for (const [index, { at, by, command }] of [
    { at: facts.receivedAt, by: 'source', command: register },
    ...story.deeds,
  ].entries()) {
    const context = { commandId: `deed-${index}`, actor: { role: by, id: by }, now: at }
    const decision = decide(command, { entries, registry: world.registry }, context)
    if (decision.type === 'rejected') return undefined
    entries.push(...decision.entries)
  }
  return entries
}

/** Where the story stands after its deeds so far. */
export function stateOfStory(story: Story, world: World): CaseState | undefined {
  return foldCase(timelineOf(story, world) ?? [])
}

/** What comes next in a story, seen from the last deed; undefined where it does not apply. */
type Step = (story: Story, world: World, after: Instant) => Deed | undefined

/** A deed so many minutes of office time after the last; none where there is nothing to command. */
export const step =
  (by: Deed['by'], [soonest, latest]: readonly [number, number], command: CommandMaker): Step =>
  (story, world, after) => {
    const at = workingMinutesAfter(world, after, world.random.int(soonest, latest))
    const made = command(story, world, at)
    return made && { at, by, command: made }
  }
export type CommandMaker = (story: Story, world: World, at: Instant) => CaseCommand | undefined

/** Minutes of office time in a day. */
export const DAY = 480

/** A way in which stories go on, and how often. */
export interface Fate {
  share: number
  steps: readonly Step[]
}

/** Lets the story go on, from the beginning of the period up to what the sample still tells. */
export function unfold<S extends Story>(story: S, fates: readonly Fate[], world: World): S {
  const { steps } = world.random.weighted(fates.map((fate) => [fate, fate.share]))
  const told = { ...story, deeds: [...story.deeds] }
  for (const next of steps) {
    const after = later(told.deeds.at(-1)?.at ?? told.facts.receivedAt, world.data.period.from)
    const deed = next(told, world, after)
    if (deed !== undefined && deed.at < world.end) told.deeds.push(deed)
  }
  return told
}

/**
 * Draws stories until each outcome has been counted as often as wanted, by the product's own counting.
 * @throws RangeError when chance does not get there
 */
export function drawUntil<S extends Story, O extends string>(
  world: World,
  wanted: Readonly<Record<O, number>>,
  { draw, outcomesOf }: { draw: () => S; outcomesOf: (counted: CountedCase | undefined) => readonly O[] },
): S[] {
  const question = { period: world.data.period, knownAt: world.end, registry: world.registry }
  const left = new Map<string, number>(Object.entries(wanted))
  const stories = new Map<string, S>()
  for (let tries = 0; [...left.values()].some((count) => count > 0); tries += 1) {
    if (tries > 100_000) throw new RangeError(`no story gives what is left: ${JSON.stringify([...left])}`)
    const story = draw()
    const id = idOf(story)
    const timeline = timelineOf(story, world)
    if (timeline === undefined || stories.has(id) || world.told?.cases.has(id)) continue
    const outcomes = Map.groupBy(outcomesOf(countCase(id, timeline, question)), (outcome) => outcome)
    if ([...outcomes].some(([outcome, { length }]) => length > (left.get(outcome) ?? 0))) continue
    stories.set(id, story)
    for (const [outcome, { length }] of outcomes) left.set(outcome, (left.get(outcome) ?? 0) - length)
  }
  return [...stories.values()]
}
