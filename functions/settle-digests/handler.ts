import { settleDigestsAnswer, settleDigestsInput } from '../../workflows/contract.ts'
import { mailTableDeps } from '../platform/mail-deps.ts'
import { task } from '../platform/task.ts'
import { settleDigests } from '../work/settle-digests.ts'

const deps = mailTableDeps()

/** Task of the digests machine: tells each case once of all its mails, counts, and names who has none. */
export const handler = task(
  { input: settleDigestsInput, answer: settleDigestsAnswer },
  deps.log,
  async ({ outcomes, ...run }) => ({ ...run, ...(await settleDigests(deps, run, outcomes)) }),
)
