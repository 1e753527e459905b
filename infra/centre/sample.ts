import { drawDossiers } from './sample-dossiers.ts'
import { drawFieldReports } from './sample-field-reports.ts'
import type { TimedRequest } from './sample-request.ts'
import { tellCommands, tellFieldReports, tellReview } from './sample-telling.ts'
import { tellDossiers } from './sample-telling-dossiers.ts'
import { createWorld } from './sample-world.ts'

export type { TimedRequest } from './sample-request.ts'

/**
 * What the world told the centre in the letter's fortnight, call by call, and on the Friday after it until the report
 * is signed. Cases, people and words are invented, another seed invents others; counted by the registry's rules at the
 * end of 28/10/2021, any seed gives the letter's figures. No record says whether it is late.
 */
export function sampleRequests(seed = 110): TimedRequest[] {
  const world = createWorld(seed)
  const dossiers = drawDossiers(world)
  const fieldReports = drawFieldReports(world)
  return [
    ...tellDossiers(dossiers, world),
    ...tellFieldReports(fieldReports, world),
    ...tellCommands([...dossiers, ...fieldReports], world),
    ...tellReview(world),
  ].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** `node infra/centre/sample.ts [seed] > sample.ndjson` */
if (import.meta.main) {
  const seed = process.argv[2] === undefined ? undefined : Number(process.argv[2])
  for (const request of sampleRequests(seed)) process.stdout.write(`${JSON.stringify(request)}\n`)
}
