/**
 * `npm run import -- FILE --to URL [--mapping NAME] [--arm-from-now] [--dry-run] [--yes] [--out refused.csv]
 * [--token TOKEN]` takes a list into the system: first as a dry run, then, asked for or with `--yes`, for good. Cut off,
 * the same command goes on where it was. The token is that of `--token` or of TOKEN in the environment, else the local operator's.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'

import { reasonVi } from '../../functions/text/import-words.ts'
import { ImportClient, ImportRefusedError, type ImportedRow, type ImportView, type Progress } from './import-client.ts'
import { issueToken } from './issuer.ts'

const USAGE =
  'usage: npm run import -- FILE --to URL [--mapping NAME] [--arm-from-now] [--dry-run] [--yes] [--out refused.csv] [--token TOKEN]'

/** What people do wrong at the command line: one line, no stack. */
class UsageError extends Error {
  override readonly name = 'UsageError'
}

function options() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      mapping: { type: 'string' },
      'arm-from-now': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      out: { type: 'string', default: 'refused.csv' },
      token: { type: 'string' },
    },
  })
  const [file, ...rest] = positionals
  if (file === undefined || values.to === undefined || rest.length > 0) throw new UsageError(USAGE)
  return { ...values, file, to: values.to }
}

type Options = ReturnType<typeof options>

async function takeIn(asked: Options): Promise<void> {
  const token = asked.token ?? process.env['TOKEN'] ?? (await issueToken(join('out', 'state'), { role: 'operator' }))
  const client = new ImportClient({ url: asked.to, token })
  const body = new Uint8Array(await readFile(asked.file))
  const armFrom = asked['arm-from-now'] ? ('now' as const) : undefined
  const sent = await client.send({ name: basename(asked.file), body, mapping: asked.mapping, armFrom })
  const checked = isBeyondCheck(sent) ? sent : await through(client, await client.order(sent.id, 'check'), 'checked')
  if (checked.refusal !== undefined) return refuse(checked.refusal)
  if (checked.status === 'checked') await tellRows(client, checked)
  const wanted = !asked['dry-run'] && checked.status !== 'applied' && (asked.yes || (await confirmed(checked)))
  const last = wanted ? await through(client, await client.order(checked.id, 'apply'), 'applied') : checked
  if (last.applied !== undefined) console.log(`applied  ${summary(last.applied)}`)
  await keepRefused(client, last, asked.out)
}

/** A run that was cut short goes on; what is done is not tried again. */
const isBeyondCheck = ({ status }: ImportView): boolean => status === 'applying' || status === 'applied'

async function through(client: ImportClient, { id }: ImportView, run: 'checked' | 'applied'): Promise<ImportView> {
  const bar = new SingleBar({ format: `${run.padEnd(8)} {bar} {percentage}%  {value}/{total}  eta {eta_formatted}` })
  let started = false
  const view = await client.follow(id, (now) => {
    const done = now[run]
    if (now.list === undefined || !process.stdout.isTTY) return
    const rows = done === undefined ? 0 : done.created + done.updated + done.unchanged + done.rejected
    if (started) bar.update(rows)
    else bar.start(now.list.rows, rows)
    started = true
  })
  const done = view[run]
  if (started && view.list !== undefined && done !== undefined) bar.update(view.list.rows)
  bar.stop()
  return view
}

/** Rows of which nothing is wrong are counted; each other one is told. */
async function tellRows(client: ImportClient, { id, list, checked }: ImportView): Promise<void> {
  for await (const row of client.rows(id)) if (row.result === 'rejected') console.log(reason(row))
  if (checked !== undefined) console.log(`checked  ${summary(checked)}  (mapping ${list?.mapping ?? '?'})`)
}

const reason = ({ row, errors }: ImportedRow): string => `row ${row}: ${reasonVi(errors)}`

const summary = ({ created, updated, unchanged, rejected }: Progress): string =>
  `${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} refused`

async function confirmed({ checked }: ImportView): Promise<boolean> {
  const good = checked === undefined ? 0 : checked.created + checked.updated
  if (good === 0) return false
  if (!process.stdin.isTTY) {
    console.log('nothing was written; --yes takes the good rows in')
    return false
  }
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await lines.question(`take in ${good} rows? [y/N] `)
  lines.close()
  return /^y(es)?$/i.test(answer.trim())
}

async function keepRefused(client: ImportClient, view: ImportView, file: string): Promise<void> {
  const body = await client.refusedRows(view)
  if (body === undefined) return
  await writeFile(file, body)
  console.log(`refused  ${file}`)
}

function refuse({ detail, proposal }: NonNullable<ImportView['refusal']>): void {
  console.error(detail)
  if (proposal !== undefined) console.log(JSON.stringify(proposal, undefined, 2))
  process.exitCode = 1
}

try {
  await takeIn(options())
} catch (error) {
  const isTheirs = error instanceof UsageError || error instanceof ImportRefusedError
  const isOfFiles =
    error instanceof Error &&
    /ENOENT|EACCES|EISDIR|no issuer|fetch failed|Unknown option|Unexpected/.test(error.message)
  if (!isTheirs && !isOfFiles) throw error
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
