import { renderReportAnswer, renderReportInput } from '../../workflows/contract.ts'
import { functionLog } from '../platform/log.ts'
import { loadRenderAssets } from '../platform/render-assets.ts'
import { documentDeps } from '../platform/report-deps.ts'
import { task } from '../platform/task.ts'
import { renderReport } from '../work/render-report.ts'

const documents = documentDeps()
const assets = loadRenderAssets(import.meta.dirname)

/** Task of the weekly-report machine: DOCX, PDF and XLSX of one version. */
export const handler = task({ input: renderReportInput, answer: renderReportAnswer }, functionLog(), async (input) => {
  await renderReport(documents, await assets, input)
  return input
})
