import { settleDigestsAnswer, settleDigestsInput } from '../../workflows/contract.ts'
import { mailTableDeps } from '../platform/mail-deps.ts'
import { task } from '../platform/task.ts'
import { settleDigests } from '../work/settle-digests.ts'

const deps = mailTableDeps()

/** Task of the digests machine: tells each case once of all its mails, and counts. */
export const handler = task({ input: settleDigestsInput, answer: settleDigestsAnswer }, deps.log, (input) =>
  settleDigests(deps, input, input.outcomes),
)
