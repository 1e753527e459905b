/**
 * `npm run reconcile -- --table dondoc-prod --bucket NAME --since 2026-03-02T01:00:00Z --log FILE [--log FILE …]`, after a restore to
 * that moment and before rules are turned on again: whoever was mailed since then is not mailed again. Each FILE is a
 * log of `send-digest`, `mail-report`, `check-report`, `send-brief` or `record-mail-events`:
 * `aws logs filter-log-events --log-group-name /aws/lambda/dondoc-prod-send-digest --start-time MS --filter-pattern
 * '"mail accepted"' --output json`, or the local mode's `log/*.ndjson`. With the caller's AWS credentials.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { instant } from '../../functions/domain/instant.ts'
import { mailEventDeps } from '../../functions/platform/incident-deps.ts'
import { inMemoryMachines } from '../../functions/work/machines.ts'
import { reconcile } from '../../functions/work/reconcile.ts'
import { readMailLog } from './read-mail-log.ts'

const options = {
  table: { type: 'string' },
  bucket: { type: 'string' },
  since: { type: 'string' },
  log: { type: 'string', multiple: true },
} as const
const words = z.object({
  table: z.string().min(3),
  bucket: z.string().min(3),
  since: instant,
  log: z.array(z.string()).min(1),
})

try {
  const { table, bucket, since, log } = words.parse(parseArgs({ options }).values)
  // What a function is told by its environment.
  Object.assign(process.env, { TABLE_NAME: table, DOCUMENTS_BUCKET: bucket })
  const logs = log.map((file) => readMailLog(readFileSync(file, 'utf8'), since))
  // Nothing is started: what is immediate and was not mailed is found by the next sweep.
  const deps = { ...mailEventDeps(), machines: inMemoryMachines() }
  const done = await reconcile(
    deps,
    logs.flatMap(({ accepted }) => accepted),
    logs.flatMap(({ told }) => told),
  )
  console.log(
    `${done.written} mails written, ${done.known} known, ${done.refired} cases' steps fired, ${done.events} events of SES`,
  )
  for (const mail of done.unresolved) console.log(`look yourself what was told by ${mail}`)
} catch (error) {
  console.error(error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : error)
  process.exitCode = 1
}
