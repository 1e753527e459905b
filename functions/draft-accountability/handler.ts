import { draftAccountabilityAnswer, draftAccountabilityInput } from '../../workflows/contract.ts'
import { accountabilityDeps } from '../platform/accountability-deps.ts'
import { task } from '../platform/task.ts'
import { draftAccountability } from '../work/draft-accountability.ts'

const deps = accountabilityDeps()

/** Task of the accountability machine: the content of one version, from the timelines. */
export const handler = task(
  { input: draftAccountabilityInput, answer: draftAccountabilityAnswer },
  deps.log,
  async (input) => {
    await draftAccountability(deps, input)
    return input
  },
)
