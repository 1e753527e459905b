import { loadRenderAssets } from '../../functions/platform/render-assets.ts'
import { renderReport } from '../../functions/text/report-documents.ts'
import { largeReport } from './weekly-report.ts'

/** Renders the large report in a process of its own and prints what that took. */
const documents = await renderReport(largeReport(), await loadRenderAssets('node_modules'))
const { user, system } = process.cpuUsage()
process.stdout.write(
  JSON.stringify({
    cpuMs: Math.round((user + system) / 1000),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    bytes: Object.values(documents).map((document: Uint8Array) => document.length),
  }),
)
