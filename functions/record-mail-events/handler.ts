import * as z from 'zod'
import { deliveryEventOf, mailIdIn, sesEvent } from '../mail/ses-event.ts'
import { mailEventDeps } from '../platform/incident-deps.ts'
import { task } from '../platform/task.ts'
import { recordMailEvent } from '../work/record-mail-event.ts'

const deps = mailEventDeps()
const answer = z.object({ recorded: z.boolean() })

/** Whenever SES tells what became of a mail. What the system did not send is none of its business. */
export const handler = task({ input: sesEvent, answer }, deps.log, async ({ detail }) => {
  const mailId = mailIdIn(detail)
  if (mailId !== undefined) await recordMailEvent(deps, mailId, deliveryEventOf(detail))
  return { recorded: mailId !== undefined }
})
