import { directiveTaskId } from '../domain/case-id.ts'
import { directiveId } from '../domain/directive.ts'
import { parse, readRoute, RefusedError } from '../platform/api.ts'
import { directiveDeps } from '../platform/directive-deps.ts'

const deps = directiveDeps()

/** `GET /directives/{id}`: the letter, and where each of its tasks stands. */
export const handler = readRoute('readDirective', deps.log, async ({ path }) => {
  const id = parse(directiveId, path['id'])
  const record = await deps.directives.load(id)
  if (record === undefined) throw new RefusedError({ code: 'notFound' })
  const ids = record.letter.tasks.map(({ number }) => directiveTaskId(id, number))
  const cases = (await deps.cases.loadMany(ids)).map(({ summary }) => summary)
  return { status: 200, body: { ...record.letter, version: record.version, cases } }
})
