import { escalateCaseAnswer, escalateCaseInput } from '../../workflows/contract.ts'
import { tableDeps } from '../platform/core.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { task } from '../platform/task.ts'
import { escalate } from '../work/escalate.ts'

const deps = { ...tableDeps(), machines: stepFunctions() }

/** Task of the escalation machine: fires the step that is due, or nothing. */
export const handler = task({ input: escalateCaseInput, answer: escalateCaseAnswer }, deps.log, async (input) => {
  const answer = await escalate(deps, input)
  deps.log.info('step attended', answer)
  return answer
})
