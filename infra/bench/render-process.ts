import { join } from 'node:path'
import * as z from 'zod'
import { loadRenderAssets } from '../../functions/platform/render-assets.ts'
import { renderReport } from '../../functions/text/report-documents.ts'
import { weeklyReport } from '../../functions/domain/report.ts'
import { readFileSync } from 'node:fs'
import { peakMegabytes } from './peak-memory.ts'

/**
 * Renders all documents of the report in a file, in a process of its own: `<report.json>`. Prints how much processor
 * time that took from the very start, the most memory it ever held, and the size of each document.
 */
const file = z.string().parse(process.argv[2])
const report = weeklyReport.parse(JSON.parse(readFileSync(file, 'utf8')))
const documents = await renderReport(report, await loadRenderAssets(join(process.cwd(), 'node_modules')))
const { user, system } = process.cpuUsage()
process.stdout.write(
  JSON.stringify({
    cpuSeconds: (user + system) / 1e6,
    megabytes: peakMegabytes(),
    bytes: Object.values(documents).map((document: Uint8Array) => document.length),
  }),
)
