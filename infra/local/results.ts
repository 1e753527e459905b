import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import type { CaseDocument } from '../../functions/domain/document.ts'
import { latenessOf } from '../../functions/domain/escalation.ts'
import { UNASSIGNED } from '../../functions/domain/counted-case.ts'
import { fromMs } from '../../functions/domain/instant.ts'
import { readRegistry } from '../../functions/domain/registry.ts'
import { FIGURES } from '../../functions/work/compose-report.ts'
import { monthsBetween } from '../../functions/work/collect-cases.ts'
import type { Operations } from '../cost/operations.ts'
import type { OperatorAccess } from './operator-access.ts'

/** What a run did, in numbers; two runs of the same replay give the same. */
export interface RunCounts {
  /** Of a replayed file: its rows that became cases, and those that could not. */
  readonly history?: { file: string; mapping: string; rows: number; refused: number }
  readonly from: string
  readonly to: string
  readonly cases: { dossier: number; fieldReport: number; directiveTask: number }
  readonly requests: { sent: number; refused: number }
  readonly executions: number
  readonly steps: { reminders: number; escalations: number; skipped: number; late: number }
  readonly mails: number
  readonly failures: number
}

type Tally = Pick<RunCounts, 'cases' | 'steps'>

const LATE_SECONDS = 120

/** Writes `cases.ndjson`, a case with its timeline a line, and counts while it goes. */
export async function writeCases(
  access: OperatorAccess,
  outDir: string,
  period: { from: number; to: number },
): Promise<Tally> {
  const tally: Tally = {
    cases: { dossier: 0, fieldReport: 0, directiveTask: 0 },
    steps: { reminders: 0, escalations: 0, skipped: 0, late: 0 },
  }
  const file = createWriteStream(join(outDir, 'cases.ndjson'))
  for await (const document of allCases(access, period)) {
    count(document, tally)
    const { entries, summary, version } = document
    if (!file.write(`${JSON.stringify({ ...summary, version, timeline: entries })}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
  return tally
}

async function* allCases(
  { cases, registry }: OperatorAccess,
  { from, to }: { from: number; to: number },
): AsyncGenerator<CaseDocument> {
  const agencies = [
    ...readRegistry(await registry.rows(), 0)
      .codes('agency')
      .toSorted(),
    UNASSIGNED,
  ]
  const closed = monthsBetween(fromMs(from), fromMs(to)).map((month) => `CLOSED#${month}` as const)
  for (const agency of agencies)
    for (const partition of ['OPEN', ...closed] as const) {
      let cursor: string | undefined
      do {
        const page = await cases.listByAgency({ agency, partition, limit: 100, cursor })
        yield* await cases.loadMany(page.items.map((item) => item.id))
        cursor = page.cursor
      } while (cursor !== undefined)
    }
}

function count(document: CaseDocument, { cases, steps }: Tally): void {
  cases[document.summary.kind] += 1
  for (const { event } of document.entries) {
    if (event.type === 'stepSkipped') steps.skipped += 1
    if (event.type === 'noticeRaised') steps[event.level <= 0 ? 'reminders' : 'escalations'] += 1
  }
  steps.late += latenessOf(document.entries).filter((seconds) => seconds > LATE_SECONDS).length
}

/** Copies the last version of each document below the folder out of the bucket. @returns the paths, in order */
export async function writeDocuments(
  { documents }: OperatorAccess,
  outDir: string,
  folder: 'report' | 'accountability',
): Promise<string[]> {
  const latest = new Map<string, { key: string; version: number }>()
  for (const key of await documents.list(`${folder}/`)) {
    // The briefs of the mornings lie there too, and have no versions; a report’s figures apart are for later reports.
    const [, version, name] = /\/v(\d+)\/([^/]+)$/.exec(key) ?? []
    if (name === undefined || name === FIGURES || Number(version) < (latest.get(name)?.version ?? 0)) continue
    latest.set(name, { key, version: Number(version) })
  }
  if (latest.size > 0) mkdirSync(join(outDir, folder), { recursive: true })
  const written: string[] = []
  for (const [name, { key }] of latest) {
    const file = await documents.get(key)
    if (file === undefined) continue
    const path = join(outDir, folder, name)
    writeFileSync(path, file.body)
    written.push(path)
  }
  return written.toSorted()
}

/** What AWS would bill of the run, for `npm run cost`. Milliseconds differ from run to run, all else does not. */
export function writeOperations(outDir: string, counted: Operations): void {
  writeFileSync(join(outDir, 'operations.json'), `${JSON.stringify(counted, null, 2)}\n`)
}

export function writeRun(outDir: string, counts: RunCounts): void {
  writeFileSync(join(outDir, 'run.json'), `${JSON.stringify(counts, null, 2)}\n`)
}
