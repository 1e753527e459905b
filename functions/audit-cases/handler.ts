import * as z from 'zod'
import { tableDeps } from '../platform/core.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { scheduledEvent, task } from '../platform/task.ts'
import { audit } from '../work/audit.ts'

const deps = { ...tableDeps(), machines: stepFunctions() }
const answer = z.object({ open: z.int(), moved: z.int(), forgotten: z.int(), disagreeing: z.int() })

/** Every night: open cases that nobody would chase, index rows that disagree, cases computed under older rules. */
export const handler = task({ input: scheduledEvent, answer }, deps.log, async () => {
  const result = await audit(deps)
  deps.log.metric('openCases', result.open)
  deps.log.metric('forgottenCases', result.forgotten)
  deps.log.metric('disagreeingIndexRows', result.disagreeing)
  return result
})
