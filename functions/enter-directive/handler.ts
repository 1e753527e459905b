import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { directiveDeps } from '../platform/directive-deps.ts'
import { directiveRequest } from '../work/directive-wire.ts'
import { enterDirective } from '../work/enter-directive.ts'

const deps = directiveDeps()

/** `POST /directives`: a letter that orders, with its tasks and cohorts; again, what has become known of it. */
export const handler = writeRoute('enterDirective', deps.log, async ({ caller, body }) => {
  const answer = await enterDirective(deps, caller, parse(directiveRequest, body))
  if (answer.type === 'rejected') throw new RefusedError(answer.rejection)
  const { id, result, tasks } = answer
  return { status: result === 'created' ? 201 : 200, body: { id, result, tasks } }
})
