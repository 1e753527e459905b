import * as z from 'zod'
import { directiveDeps } from '../platform/directive-deps.ts'
import { scheduledEvent, task } from '../platform/task.ts'
import { followDirectives } from '../work/follow-directives.ts'

const deps = directiveDeps()
const answer = z.object({ letters: z.int(), parts: z.int() })

/** Every morning before the digests: each agency's part of what a letter orders to be cleared. */
export const handler = task({ input: scheduledEvent, answer }, deps.log, () => followDirectives(deps))
