import * as z from 'zod'
import { tableDeps } from '../platform/core.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { scheduledEvent, task } from '../platform/task.ts'
import { sweep } from '../work/sweep.ts'

const deps = { ...tableDeps(), machines: stepFunctions() }
const answer = z.object({ started: z.int(), replaced: z.int(), late: z.int(), failed: z.int() })

/** Every 5 minutes: an execution for each case whose next step is near; its own auditor. */
export const handler = task({ input: scheduledEvent, answer }, deps.log, async () => {
  const result = await sweep(deps)
  for (const [name, value] of Object.entries(result))
    deps.log.metric(`sweep${name[0]?.toUpperCase()}${name.slice(1)}`, value)
  return result
})
