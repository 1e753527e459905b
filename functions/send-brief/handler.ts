import * as z from 'zod'
import { fromMs } from '../domain/instant.ts'
import { pageDeps } from '../platform/figures-deps.ts'
import { mailDeps } from '../platform/mail-deps.ts'
import { reportDeps } from '../platform/report-deps.ts'
import { scheduledEvent, task } from '../platform/task.ts'
import { sendBrief } from '../work/brief.ts'

const { table: _, ...mail } = mailDeps()
const deps = { ...mail, ...reportDeps(), ...pageDeps() }
const answer = z.object({ mails: z.int() })

/** Every morning at 07:45; on working days the leadership's page. */
export const handler = task({ input: scheduledEvent, answer }, deps.log, async ({ time }) => {
  const mails = await sendBrief(deps, fromMs(Date.parse(time)))
  deps.log.metric('briefMails', mails)
  return { mails }
})
