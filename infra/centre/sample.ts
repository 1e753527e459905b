import { clearDossiers, clearFieldReports } from './sample-clearing.ts'
import { drawDossiers } from './sample-dossiers.ts'
import { drawFieldReports } from './sample-field-reports.ts'
import type { TimedRequest } from './sample-request.ts'
import { tellLetter } from './sample-letter.ts'
import { tellCommands, tellFieldReports, tellReview } from './sample-telling.ts'
import { lastRead, tellDossiers } from './sample-telling-dossiers.ts'
import { idOf, type DossierStory, type FieldReportStory } from './sample-story.ts'
import { createWorld, worldAfter, type World } from './sample-world.ts'

export type { TimedRequest } from './sample-request.ts'

/**
 * What the world told the centre in the letter's fortnight, call by call, and on the Friday after it until the report
 * is signed. Cases, people and words are invented, another seed invents others; counted by the registry's rules at the
 * end of 28/10/2021, any seed gives the letter's figures. No record says whether it is late.
 */
export const sampleRequests = (seed = 110): TimedRequest[] => tell(fortnight(seed))

/**
 * What the world told after that signature, up to the middle of November: cases are worked off or not, others come in,
 * the letter arrives, another report is signed, agencies explain themselves, and the two reports on responsibilities go
 * out. The fortnight before is the same call by call.
 */
export function requestsAfter(seed = 110): TimedRequest[] {
  const { world, dossiers, fieldReports } = fortnight(seed)
  const cases = new Set([...dossiers, ...fieldReports].map(idOf))
  const after = worldAfter(world, { until: world.end, read: lastRead(world), cases }, seed + 1)
  const told = tell({
    world: after,
    dossiers: [...clearDossiers(dossiers, after), ...drawDossiers(after)],
    fieldReports: [...clearFieldReports(fieldReports, after), ...drawFieldReports(after)],
  })
  return [...told, ...tellLetter()].toSorted(byTime)
}

const byTime = (a: TimedRequest, b: TimedRequest): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)

interface Sample {
  world: World
  dossiers: readonly DossierStory[]
  fieldReports: readonly FieldReportStory[]
}

function fortnight(seed: number): Sample {
  const world = createWorld(seed)
  return { world, dossiers: drawDossiers(world), fieldReports: drawFieldReports(world) }
}

const tell = ({ world, dossiers, fieldReports }: Sample): TimedRequest[] =>
  [
    ...tellDossiers(dossiers, world),
    ...tellFieldReports(fieldReports, world),
    ...tellCommands([...dossiers, ...fieldReports], world),
    ...tellReview(world),
  ].toSorted(byTime)

/** `node infra/centre/sample.ts [seed] > sample.ndjson` */
if (import.meta.main) {
  const seed = process.argv[2] === undefined ? undefined : Number(process.argv[2])
  for (const request of sampleRequests(seed)) process.stdout.write(`${JSON.stringify(request)}\n`)
}
