import * as z from 'zod'
import { tableDeps } from '../platform/core.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { scheduledEvent, task } from '../platform/task.ts'
import { audit } from '../work/audit.ts'

const deps = { ...tableDeps(), machines: stepFunctions() }
const count = z.int()
const answer = z.object({
  open: count,
  moved: count,
  forgotten: count,
  unruled: count,
  setAside: count,
  disagreeing: count,
  failed: count,
})

/** Every night: open cases that nobody would chase, index rows that disagree, cases computed under older rules. */
export const handler = task({ input: scheduledEvent, answer }, deps.log, async () => {
  const { overdue, ...result } = await audit(deps)
  for (const [agency, cases] of overdue) deps.log.metric('overdueCases', cases, { agency })
  deps.log.metric('openCases', result.open)
  deps.log.metric('forgottenCases', result.forgotten)
  deps.log.metric('unruledCases', result.unruled)
  deps.log.metric('casesSetAside', result.setAside)
  deps.log.metric('auditFailed', result.failed)
  deps.log.metric('disagreeingIndexRows', result.disagreeing)
  return result
})
