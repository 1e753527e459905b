import { sendDigestAnswer, sendDigestInput } from '../../workflows/contract.ts'
import { mailDeps } from '../platform/mail-deps.ts'
import { task } from '../platform/task.ts'
import { sendDigest } from '../work/send-digest.ts'

const deps = mailDeps()

/** Task of the digests machine: one mail to one recipient, told of what is true now. */
export const handler = task({ input: sendDigestInput, answer: sendDigestAnswer }, deps.log, async (input) => {
  const { recipient, ...run } = input
  const { outcome, fresh } = await sendDigest(deps, run, recipient)
  deps.log.metric('mailsSent', Number(fresh))
  return { recipient, outcome }
})
