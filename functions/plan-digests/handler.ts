import { planDigestsAnswer, planDigestsInput } from '../../workflows/contract.ts'
import { mailTableDeps } from '../platform/mail-deps.ts'
import { task } from '../platform/task.ts'
import { planDigests } from '../work/plan-digests.ts'

const deps = mailTableDeps()

/** Task of the digests machine: finishes what was left, drops what is no longer true, and names the recipients. */
export const handler = task({ input: planDigestsInput, answer: planDigestsAnswer }, deps.log, async (run) => {
  const { recipients, dropped, withoutContact } = await planDigests(deps, run)
  deps.log.metric('noticesDropped', dropped)
  deps.log.metric('noticesWithoutContact', withoutContact)
  return { ...run, recipients }
})
