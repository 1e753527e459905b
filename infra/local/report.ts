/**
 * `npm run report -- --week 2021-W43 [--as-of 2021-10-29T08:00:00+07:00] [--known-at …] [--out DIR]` counts any week
 * anew, as it stood and was known then, and writes its documents. From the API at `--url` (default: the local one, with
 * the token of `--token` or TOKEN, else one of its folder `--out`), or from AWS with `--table` and `--bucket` and the caller's credentials.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { instant } from '../../functions/domain/instant.ts'
import { isoWeek, weeklyReport, type WeeklyReport } from '../../functions/domain/report.ts'
import { loadRenderAssets } from '../../functions/platform/render-assets.ts'
import { reportDeps } from '../../functions/platform/report-deps.ts'
import { renderReport } from '../../functions/text/report-documents.ts'
import { recomputeReport } from '../../functions/work/recompute-report.ts'
import { issueToken } from './issuer.ts'

const options = {
  week: { type: 'string' },
  'as-of': { type: 'string' },
  'known-at': { type: 'string' },
  out: { type: 'string', default: 'out' },
  url: { type: 'string', default: 'http://127.0.0.1:4566' },
  token: { type: 'string' },
  table: { type: 'string' },
  bucket: { type: 'string' },
} as const

const words = z.object({
  week: isoWeek,
  'as-of': instant.optional(),
  'known-at': instant.optional(),
  out: z.string(),
  url: z.url(),
  token: z.string().optional(),
  table: z.string().optional(),
  bucket: z.string().optional(),
})
type Words = z.output<typeof words>

async function fromApi({ week, url, token, out, ...when }: Words): Promise<WeeklyReport> {
  const bearer = token ?? process.env['TOKEN'] ?? (await issueToken(join(out, 'state'), { role: 'auditor' }))
  const response = await fetch(new URL(`/weekly-reports/${week}/drafts`, url), {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ asOf: when['as-of'], knownAt: when['known-at'] }),
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return z.object({ report: weeklyReport }).parse(await response.json()).report
}

async function fromTable({ week, ...when }: Words, names: { table: string; bucket: string }): Promise<WeeklyReport> {
  // What a function is told by its environment.
  Object.assign(process.env, { TABLE_NAME: names.table, DOCUMENTS_BUCKET: names.bucket })
  const outcome = await recomputeReport(reportDeps(), week, { asOf: when['as-of'], knownAt: when['known-at'] })
  if (outcome.type !== 'recomputed') throw new Error(`${week}: ${JSON.stringify(outcome)}`)
  return outcome.report
}

async function write(report: WeeklyReport, out: string): Promise<string[]> {
  const assets = await loadRenderAssets(join(import.meta.dirname, '../../node_modules'))
  const files = { json: Buffer.from(JSON.stringify(report)), ...(await renderReport(report, assets)) }
  const folder = join(out, 'report', 'recomputed')
  mkdirSync(folder, { recursive: true })
  return Object.entries(files).map(([extension, body]) => {
    const path = join(folder, `${report.week}.${extension}`)
    writeFileSync(path, body)
    return path
  })
}

try {
  const asked = words.parse(parseArgs({ options }).values)
  const { table, bucket } = asked
  const report =
    table === undefined || bucket === undefined ? await fromApi(asked) : await fromTable(asked, { table, bucket })
  for (const path of await write(report, asked.out)) console.log(path)
} catch (error) {
  console.error(error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : error)
  process.exitCode = 1
}
