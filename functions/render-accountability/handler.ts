import { renderAccountabilityAnswer, renderAccountabilityInput } from '../../workflows/contract.ts'
import { functionLog } from '../platform/log.ts'
import { loadRenderAssets } from '../platform/render-assets.ts'
import { documentDeps } from '../platform/report-deps.ts'
import { task } from '../platform/task.ts'
import { renderAccountability } from '../work/render-accountability.ts'

const documents = documentDeps()
const assets = loadRenderAssets(import.meta.dirname)

/** Task of the accountability machine: DOCX, PDF and XLSX of one version. */
export const handler = task(
  { input: renderAccountabilityInput, answer: renderAccountabilityAnswer },
  functionLog(),
  async (input) => {
    await renderAccountability(documents, await assets, input)
    return input
  },
)
