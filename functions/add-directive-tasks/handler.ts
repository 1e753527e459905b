import { directiveId } from '../domain/directive.ts'
import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { directiveDeps } from '../platform/directive-deps.ts'
import { tasksRequest } from '../work/directive-wire.ts'
import { addTasks } from '../work/enter-directive.ts'

const deps = directiveDeps()

/** `POST /directives/{id}/tasks`: what a leader's remark adds to a letter. */
export const handler = writeRoute('enterDirective', deps.log, async ({ caller, path, body }) => {
  const letter = parse(directiveId, path['id'])
  const answer = await addTasks(deps, caller, { id: letter, ...parse(tasksRequest, body) })
  if (answer.type === 'rejected') throw new RefusedError(answer.rejection)
  const { id, result, tasks } = answer
  return { status: 200, body: { id, result, tasks } }
})
