import * as z from 'zod'
import { tableDeps } from '../platform/core.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { scheduledEvent, task } from '../platform/task.ts'
import { startMissedWindows } from '../work/immediate.ts'
import { sweep } from '../work/sweep.ts'

const deps = { ...tableDeps(), machines: stepFunctions() }
const count = z.int()
const answer = z.object({
  started: count,
  replaced: count,
  late: count,
  postponed: count,
  failed: count,
  setAside: count,
  missedWindows: count,
})

/** Every 5 minutes: an execution for each case whose next step is near; its own auditor, and that of immediate mail. */
export const handler = task({ input: scheduledEvent, answer }, deps.log, async () => {
  const { setAside, ...swept } = await sweep(deps)
  deps.log.metric('casesSetAside', setAside)
  const result = { ...swept, missedWindows: await startMissedWindows(deps) }
  for (const [name, value] of Object.entries(result))
    deps.log.metric(`sweep${name[0]?.toUpperCase()}${name.slice(1)}`, value)
  return { ...result, setAside }
})
