import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildSync } from 'esbuild'
import * as z from 'zod'
import { reportOf, type ReportSize } from './large-report.ts'
import type { Row } from './row.ts'

const rendered = z.object({ cpuSeconds: z.number(), megabytes: z.number(), bytes: z.array(z.int()).length(3) })
export type Rendered = z.output<typeof rendered>

/** As Node is run on a machine of 512 MB: by itself it collects young garbage late, to save time. */
const SMALL_MACHINE = '--max-semi-space-size=8'

const root = join(import.meta.dirname, '../..')

/** DOCX, PDF and XLSX of a report of this size, cold: bundled as functions are, in a process that begins with it. */
export async function renderCold(size: ReportSize): Promise<Rendered> {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-render-'))
  try {
    const [bundle, report] = [join(folder, 'render.mjs'), join(folder, 'report.json')]
    buildSync({
      entryPoints: [join(import.meta.dirname, 'render-process.ts')],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      minify: true,
      banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    })
    writeFileSync(report, JSON.stringify(reportOf(size)))
    const { stdout } = await promisify(execFile)(process.execPath, [SMALL_MACHINE, bundle, report], { cwd: root })
    return rendered.parse(JSON.parse(stdout))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const shown = ({ cpuSeconds, megabytes }: Rendered): string => `${cpuSeconds.toFixed(1)} s, ${Math.round(megabytes)} MB`

/** All documents of a province beside those of a single agency: what a report costs, and what its size adds. */
export async function benchDocuments(): Promise<Row[]> {
  const [ours, one] = [await renderCold({ agencies: 150, cases: 10_000 }), await renderCold({ agencies: 1, cases: 1 })]
  return [
    {
      name: 'all documents, 150 agencies and 10,000 rows, cold',
      ours: shown(ours),
      reference: `1 agency, 1 row: ${shown(one)}`,
      ratio: one.cpuSeconds / ours.cpuSeconds,
      aim: '≤ 10 s, ≤ 512 MB',
    },
  ]
}
