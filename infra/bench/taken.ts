import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { may } from '../../functions/domain/access.ts'
import { atLocal, fromMs } from '../../functions/domain/instant.ts'
import { isoWeekOf } from '../../functions/domain/report.ts'
import { operations } from '../../functions/platform/operations/table.ts'
import { calls } from '../../test/support/api-calls.ts'
import { VirtualClock } from '../local/clock.ts'
import { issueToken, type TokenOwner } from '../local/issuer.ts'
import type { Model } from '../local/model.ts'
import { operatorAccess } from '../local/operator-access.ts'
import { Replay } from '../local/replay.ts'
import { SavedClock } from '../local/saved-clock.ts'
import { letter } from '../local/story.ts'
import { readTemplate, synthesize } from '../local/template.ts'
import { createWorld, type World } from '../local/world.ts'
import { Apart, bareName, type Taken } from './apart.ts'
import { withProvince } from './drafts.ts'
import { withLongList } from './imports.ts'

/** Cases of a province of 150 agencies, some 5,000 of them open. */
const MANY = 100_000
/** Of each call of the API, the first of them cold. */
const TIMES = 5

/**
 * What each function takes when the letter's fortnight is replayed, every route called,
 * and those that go through all cases run over those of a province: each instance in a process of its own.
 */
export async function takenByFunctions(): Promise<{ taken: ReadonlyMap<string, Taken>; model: Model }> {
  const apart = new Apart()
  try {
    const model = await fortnight(apart)
    await province(apart)
    await longList(apart)
    return { model, taken: new Map([...apart.taken].map(([name, taken]) => [bareName(name), taken])) }
  } finally {
    apart.close()
  }
}

async function fortnight({ start }: Apart): Promise<Model> {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-bench-'))
  await synthesize(join(import.meta.dirname, '../app.ts'), join(folder, 'cdk.out'))
  const model = readTemplate(join(folder, 'cdk.out'), 'http://127.0.0.1')
  const clock = new VirtualClock(letter.start)
  const world = await createWorld({ model, stateDir: folder, outDir: folder, clock, seed: 1, start })
  const access = operatorAccess(model, world.urls)
  await access.registry.add(letter.registry())
  access.close()
  const saved = SavedClock.open(folder, { start: letter.start, story: letter.name })
  const replay = new Replay({ world, clock, stateDir: folder, requests: letter.requests(), saved })
  await replay.run(letter.end, () => {})
  await everyRoute(world, folder)
  await world.close()
  rmSync(folder, { recursive: true })
  return model
}

const page = z.object({ items: z.array(z.object({ id: z.string() })).min(1) })
const made = z.object({ id: z.string() })

/** Routes that ask for no token, and what is asked of them. */
const OPEN = [
  '/openapi.json',
  '/open311/v2/services.json',
  '/open311/v2/requests.json?start_date=2021-10-14T00:00:00Z&end_date=2021-10-28T00:00:00Z',
  '/answers/none',
  '/figures/none',
]

async function everyRoute(world: World, folder: string): Promise<void> {
  const ask = asking(world, folder)
  const operator = await ask({ role: 'operator' }, { path: '/cases?agency=so-tnmt&limit=1' })
  const caseId = page.parse(operator).items[0]?.id ?? ''
  const created = await ask(
    { role: 'operator' },
    calls['create-import']?.({ agency: 'so-tnmt', provider: 'vnpt', caseId, importId: '' }),
  )
  const whose = { agency: 'so-tnmt', provider: 'vnpt', caseId, importId: made.parse(created).id }
  const told = Object.entries(calls).map(([name, call]) => ({ role: roleFor(name), call: call(whose) }))
  for (const { role, call } of [...told, ...OPEN.map((path) => ({ role: 'operator', call: { path } }))])
    for (let time = 0; time < TIMES; time += 1) await ask({ role }, call)
}

/** Somebody who may do it. */
function roleFor(name: string): string {
  const access = operations.find((each) => each.name === name)?.access
  if (access === undefined || access === 'anybody' || access === 'link') return 'operator'
  const roles = ['operator', 'signer', 'auditor', 'administrator'] as const
  return roles.find((role) => may({ role, id: 'bench' }, access)) ?? 'operator'
}

interface Asked {
  method?: string
  path: string
  body?: unknown
}

const asking =
  (world: World, folder: string) =>
  async (as: TokenOwner, { method, path, body }: Asked = { path: '/' }): Promise<unknown> => {
    const headers = { authorization: `Bearer ${await issueToken(folder, as)}`, 'content-type': 'application/json' }
    const init = { method: method ?? (body === undefined ? 'GET' : 'POST'), headers }
    const sent = body === undefined ? init : { ...init, body: JSON.stringify(body) }
    const text = await (await world.dispatch(new Request(`http://127.0.0.1${path}`, sent))).text()
    return text.startsWith('{') ? JSON.parse(text) : text
  }

/** What goes through all open cases, or all of a period: heavier with every case that there is. */
async function province({ start }: Apart): Promise<void> {
  await withProvince(MANY, async ({ folder, model, open, reportDay }) => {
    const world = await open(start)
    const now = fromMs(Date.now())
    const tell = telling(world, model)
    const task = { contract: 1, time: atLocal(reportDay, '08:00'), execution: 'bench' }
    await tell('draft-report', task)
    for (const name of [
      'start-timers',
      'audit-cases',
      'erase-people',
      'follow-directives',
      'send-brief',
      'watch-feeds',
    ])
      await tell(name, { time: now })
    await tell('plan-digests', { contract: 1, kind: 'daily', sendAt: now })
    const ask = asking(world, folder)
    const week = `/weekly-reports/${isoWeekOf(reportDay)}`
    await ask({ role: 'operator' }, { path: '/cases?overdue=true&limit=100' })
    await ask({ role: 'operator' }, { path: '/duplicates' })
    await ask({ role: 'operator' }, { path: `${week}/drafts`, body: {} })
    const simulation = calls['simulate-policy']?.({ agency: '', provider: '', caseId: '', importId: '' })
    await ask({ role: 'administrator' }, simulation)
    await world.close()
  })
}

/** The longest list that is taken in, read whole, and tried chunk by chunk. */
const longList = ({ start }: Apart): Promise<void> =>
  withLongList(start, async ({ world, model, reading, trying }) => {
    const tell = telling(world, model)
    await tell('read-import', reading)
    for (const chunk of trying) await tell('apply-import', chunk)
  })

const telling =
  (world: World, { functions }: Model) =>
  async (name: string, event: object): Promise<void> => {
    const found = functions.find((each) => each.name.endsWith(`-${name}`))
    if (found === undefined) throw new Error(`the template has no function ${name}`)
    const outcome = await world.invoke(found.name, event)
    if (outcome.type === 'error') throw new Error(`${name}: ${outcome.cause}`)
  }
