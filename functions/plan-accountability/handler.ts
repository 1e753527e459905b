import * as z from 'zod'
import { accountabilityRecords } from '../platform/accountability-deps.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { scheduledEvent, task } from '../platform/task.ts'
import { planAccountability } from '../work/plan-accountability.ts'

const deps = { ...accountabilityRecords(), machines: stepFunctions() }

/** Every hour of the working day: starts the drafts of reports on responsibilities that are due. */
export const handler = task({ input: scheduledEvent, answer: z.object({ due: z.int() }) }, deps.log, () =>
  planAccountability(deps),
)
