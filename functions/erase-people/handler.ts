import * as z from 'zod'
import { peopleDeps } from '../platform/people-deps.ts'
import { scheduledEvent, task } from '../platform/task.ts'
import { erasePeople } from '../work/people.ts'

const deps = peopleDeps()
const answer = z.object({ erased: z.int(), kept: z.int(), failed: z.int() })

/** Every night: citizens whose cases ended so long ago as the rule says are forgotten. */
export const handler = task({ input: scheduledEvent, answer }, deps.log, async () => {
  const result = await erasePeople(deps)
  deps.log.metric('peopleErased', result.erased)
  deps.log.metric('peopleNotErased', result.failed)
  return result
})
