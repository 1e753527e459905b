import { definedOnly } from '../domain/objects.ts'
import { readRoute } from '../platform/api.ts'
import { directiveDeps } from '../platform/directive-deps.ts'

const deps = directiveDeps()

/** `GET /directives`: every letter, without its text. */
export const handler = readRoute('readDirective', deps.log, async () => {
  const items = (await deps.directives.all()).map(({ letter }) => definedOnly({ ...letter, text: undefined }))
  return { status: 200, body: { items } }
})
