import { definedOnly } from '../domain/objects.ts'
import { parse, readRoute } from '../platform/api.ts'
import { directiveDeps } from '../platform/directive-deps.ts'
import { directivesQuery } from '../work/directive-wire.ts'
import { pageOf } from '../work/paging.ts'

const deps = directiveDeps()

/** `GET /directives`: every letter, without its text. */
export const handler = readRoute('readDirective', deps.log, async ({ query }) => {
  const all = (await deps.directives.all()).map(({ letter }) => definedOnly({ ...letter, text: undefined }))
  return {
    status: 200,
    body: pageOf(all, { name: 'directives', placeOf: ({ id }) => id }, parse(directivesQuery, query)),
  }
})
