import { parse, readRoute } from '../platform/api.ts'
import { duplicateDeps } from '../platform/duplicate-deps.ts'
import { duplicatesQuery, proposeDuplicates } from '../work/duplicates.ts'

const deps = duplicateDeps()

/** `GET /duplicates`: pairs of field reports of two providers that look like one, for a person to look at. */
export const handler = readRoute('settleDuplicates', deps.log, async ({ query }) => ({
  status: 200,
  body: await proposeDuplicates(deps, parse(duplicatesQuery, query)),
}))
