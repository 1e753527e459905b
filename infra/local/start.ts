import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromMs, toMs } from '../../functions/domain/instant.ts'
import { RealClock, VirtualClock } from './clock.ts'
import type { Model } from './model.ts'
import { operatorAccess } from './operator-access.ts'
import { readOptions, UsageError, type StartOptions } from './options.ts'
import { showProgress } from './progress.ts'
import { Replay } from './replay.ts'
import { writeCases, writeOperations, writeDocuments, writeRun } from './results.ts'
import { SavedClock } from './saved-clock.ts'
import { letter, storyOf, type Story } from './story.ts'
import { readTemplate, synthesize } from './template.ts'
import { HOSTILITY } from './world-options.ts'
import { createWorld, type World } from './world.ts'

const SEED = 110

/** What a run leaves in its folder; a fresh replay begins by taking its own things away, and nothing else. */
const PRODUCTS = [
  'state',
  'report',
  'accountability',
  'mail',
  'log',
  'cases.ndjson',
  'refused.csv',
  'run.json',
  'operations.json',
  'failures.ndjson',
  'messages.ndjson',
]

async function start(options: StartOptions): Promise<void> {
  const { data, mapping, live } = options
  const story = data === undefined ? letter : await storyOf({ data, mapping })
  const stateDir = join(options.out, 'state')
  prepareFolder(options, stateDir)
  const saved = SavedClock.open(stateDir, live ? { start: Date.now() } : { start: story.start, story: story.name })
  if (!live) refuseOthers(saved, story, options)
  const assembly = options.app ?? join(stateDir, 'cdk.out')
  if (options.app === undefined) await synthesize(join(import.meta.dirname, '../app.ts'), assembly)
  const model = readTemplate(assembly, `http://127.0.0.1:${options.port}`)
  const clock = live ? new RealClock() : new VirtualClock(saved.restart)
  const { hostile: seed = SEED, out: outDir } = options
  const troubles = options.hostile === undefined ? {} : { hostility: HOSTILITY }
  const world = await createWorld({ model, stateDir, outDir, clock, seed, ...troubles })
  try {
    await loadRegistry(model, world, story)
    if (clock instanceof VirtualClock) await replay({ options, model, world, clock, saved, stateDir, story })
    if (!options.exit) await stayUp({ options, world, clock, saved })
  } finally {
    await world.close()
  }
}

/** `--exit` replays anew unless the last run was cut short; staying up goes on with what is there. */
function prepareFolder({ out, exit, live }: StartOptions, stateDir: string): void {
  const finished = existsSync(stateDir) && SavedClock.open(stateDir, { start: 0 }).finished
  if (exit && finished && !live) for (const name of PRODUCTS) rmSync(join(out, name), { recursive: true, force: true })
  mkdirSync(stateDir, { recursive: true })
}

/** @throws UsageError where the state is that of another replay */
function refuseOthers({ story }: SavedClock, { name }: Story, { out }: StartOptions): void {
  if (story !== undefined && story !== name)
    throw new UsageError(`--out ${out}: holds another replay (${story}); choose another folder, or remove it`)
}

async function loadRegistry(model: Model, world: World, story: Story): Promise<void> {
  const access = operatorAccess(model, world.urls)
  if ((await access.registry.version()) === 0) await access.registry.add(story.registry())
  access.close()
}

interface Running {
  readonly options: StartOptions
  readonly model: Model
  readonly world: World
  readonly clock: VirtualClock
  readonly saved: SavedClock
  readonly stateDir: string
  readonly story: Story
}

async function replay({ options, model, world, clock, saved, stateDir, story }: Running): Promise<void> {
  if (saved.finished) return
  const countedFrom = clock.now()
  const until = options.until ?? story.end
  const requests = story.requests().filter((request) => toMs(request.at) <= until)
  const run = new Replay({ world, clock, stateDir, requests, saved })
  const progress = showProgress(story.start, until)
  await run.run(until, (now) => progress.at(now))
  progress.stop()
  saved.finish(until)
  const access = operatorAccess(model, world.urls)
  const period = { from: story.start, to: until }
  const tally = await writeCases(access, options.out, period)
  const reports = await writeDocuments(access, options.out, 'report')
  const responsibilities = await writeDocuments(access, options.out, 'accountability')
  access.close()
  writeOperations(options.out, {
    from: fromMs(countedFrom),
    to: fromMs(until),
    cases: tally.cases.dossier + tally.cases.fieldReport + tally.cases.directiveTask,
    steps: tally.steps.reminders + tally.steps.escalations,
    ...(await world.metered()),
  })
  const { executionsStarted: executions, mails, failures } = world.stats()
  if (story.refused !== undefined) writeFileSync(join(options.out, 'refused.csv'), story.refused)
  writeRun(options.out, {
    ...(story.history && { history: story.history }),
    from: fromMs(period.from),
    to: fromMs(period.to),
    requests: { sent: requests.length, refused: run.refusals.length },
    executions,
    mails,
    failures,
    ...tally,
  })
  for (const { path, status, answer } of run.refusals)
    console.error(`refused ${status} ${path}: ${answer.slice(0, 500)}`)
  tellResults(options.out, [...reports, ...responsibilities])
}

/** More reports than these are told by their folder. */
const SHOWN = 12

function tellResults(out: string, reports: readonly string[]): void {
  const rows = [
    ...(reports.length > SHOWN ? [['reports', join(out, 'report')]] : reports.map((path) => ['report', path])),
    ['mails', join(out, 'mail/*.eml')],
    ['cases', join(out, 'cases.ndjson')],
    ['counts', join(out, 'run.json')],
    ['usage', join(out, 'operations.json')],
  ]
  for (const [what = '', path = ''] of rows) console.log(`${what.padEnd(8)}${path}`)
}

interface StayingUp {
  readonly options: StartOptions
  readonly world: World
  readonly clock: VirtualClock | RealClock
  readonly saved: SavedClock
}

/** Serves the API and the outbox until Ctrl-C. After a replay the clock goes on from its end at the real pace. */
async function stayUp({ options, world, clock, saved }: StayingUp): Promise<void> {
  const stopped = new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await world.listen(options.port)
  const stopClock = clock instanceof RealClock ? () => clock.stop() : clock.follow()
  const keepTime = setInterval(() => saved.finish(clock.now()), 60_000)
  console.log(`clock   ${fromMs(clock.now())}`)
  console.log(`API     http://127.0.0.1:${options.port}`)
  console.log(`outbox  http://127.0.0.1:${options.port}/outbox`)
  await stopped
  clearInterval(keepTime)
  stopClock()
  saved.finish(clock.now())
}

/** What people do wrong at the command line: one line, no stack. */
const isTheirs = (error: unknown): error is Error =>
  error instanceof UsageError || (error instanceof Error && /is taken|ENOENT|EACCES|ENOTDIR|EEXIST/.test(error.message))

try {
  await start(readOptions(process.argv.slice(2)))
} catch (error) {
  if (!isTheirs(error)) throw error
  console.error(error.message)
  process.exitCode = 1
}
