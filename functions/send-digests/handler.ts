import * as z from 'zod'
import { fromMs } from '../domain/instant.ts'
import { mailDeps } from '../platform/mail-deps.ts'
import { scheduledEvent, task } from '../platform/task.ts'
import { sendDigests } from '../work/digest.ts'

const deps = mailDeps()
const count = z.int()
const answer = z.object({ mails: count, told: count, dropped: count, withoutContact: count, failed: count })

/** Every morning at 07:30; on working days one mail to each recipient with something to be told. */
export const handler = task({ input: scheduledEvent, answer }, deps.log, async ({ time }) => {
  const result = await sendDigests(deps, fromMs(Date.parse(time)))
  deps.log.metric('mailsSent', result.mails)
  deps.log.metric('noticesWithoutContact', result.withoutContact)
  return result
})
