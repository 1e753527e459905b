import { answers } from './sample-answers.ts'
import { becomes as reportBecomes, closed, handlerNamed as reportHandlerNamed } from './sample-field-reports.ts'
import { answered, becomes, handlerNamed, rescheduled } from './sample-dossiers.ts'
import {
  DAY,
  stateOfStory,
  timelineOf,
  unfold,
  type Deed,
  type DossierStory,
  type Fate,
  type FieldReportStory,
  type Story,
} from './sample-story.ts'
import type { World } from './sample-world.ts'

const { acknowledged, committed } = answers([DAY / 2, 5 * DAY])
const { askedForTime, notSynced } = answers([2 * DAY, 8 * DAY])

/** Of what is left an agency says, once it sees its part, that a time was not its own; few say so too late. */
const disputed =
  (about: 'disputeDossier' | 'disputeReport') =>
  (_story: Story, { data, random }: World): Deed => ({
    at: random.pick(data.disputedAt),
    by: 'agency',
    command: { type: 'disputeDelay', entry: 1, reason: random.pick(data.reasons[about]) },
  })

/** How agencies work off dossiers after the report. Minutes of office time since its signature. */
const dossierFates = (diligence: number): readonly Fate[] => [
  { share: 34 * diligence, steps: [becomes('processed', DAY, 10 * DAY), becomes('returned', 60, 2 * DAY)] },
  { share: 14 * diligence, steps: [handlerNamed, committed, becomes('processed', 60, 2 * DAY)] },
  { share: 10 * diligence, steps: [answered('operator', 0), answered('operator', 1)] },
  { share: 8 * diligence, steps: [acknowledged, answered('agency', 0), answered('agency', 1)] },
  { share: 4 * diligence, steps: [becomes('processed', 11 * DAY, 12 * DAY)] },
  { share: 20 * (1 - diligence), steps: [] },
  { share: 14 * (1 - diligence), steps: [handlerNamed, committed] },
  { share: 8 * (1 - diligence), steps: [handlerNamed, rescheduled] },
  { share: 8 * (1 - diligence), steps: [notSynced, disputed('disputeDossier')] },
  { share: 6 * (1 - diligence), steps: [handlerNamed, acknowledged, disputed('disputeDossier')] },
]

const reportFates = (diligence: number): readonly Fate[] => [
  { share: 40 * diligence, steps: [reportBecomes('resolved', DAY, 10 * DAY)] },
  { share: 14 * diligence, steps: [reportHandlerNamed, committed, closed('agency', 'resolved')] },
  { share: 8 * diligence, steps: [closed('operator', 'resolved')] },
  { share: 6 * diligence, steps: [reportBecomes('resolved', 11 * DAY, 12 * DAY)] },
  { share: 16 * (1 - diligence), steps: [reportHandlerNamed] },
  { share: 12 * (1 - diligence), steps: [reportHandlerNamed, committed] },
  { share: 8 * (1 - diligence), steps: [askedForTime, disputed('disputeReport')] },
  { share: 8 * (1 - diligence), steps: [acknowledged] },
]

/** How the fortnight's open cases went on; some agencies are quicker than others. */
export const clearDossiers = (stories: readonly DossierStory[], world: World): DossierStory[] =>
  goOn(stories, world, dossierFates)
export const clearFieldReports = (stories: readonly FieldReportStory[], world: World): FieldReportStory[] =>
  goOn(stories, world, reportFates)

function goOn<S extends Story>(
  stories: readonly S[],
  world: World,
  fates: (diligence: number) => readonly Fate[],
): S[] {
  const { random, told } = world
  const diligence = new Map<string, number>()
  return stories.map((story) => {
    const before = { ...story, ...(told && { toldUntil: story.facts.kind === 'dossier' ? told.read : told.until }) }
    const state = stateOfStory(story, world)
    if (state?.agency === undefined || state.progress.phase === 'finished') return before
    const known = diligence.get(state.agency) ?? 0.35 + random.next() * 0.6
    diligence.set(state.agency, known)
    const after = unfold(before, fates(known), world)
    return timelineOf(after, world) === undefined ? before : after
  })
}
