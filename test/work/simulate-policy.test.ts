import { beforeAll, describe, expect, it } from 'vitest'
import { joined, type SimulatedDay, type Simulation } from '../../functions/domain/simulated-mails.ts'
import { simulatePolicy } from '../../functions/work/simulate-policy.ts'
import { simulationRequest } from '../../functions/work/wire.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'
import { sampleRequests } from '../../infra/centre/sample.ts'
import type { TestDeps } from '../support/deps.ts'
import { lived } from '../support/history.ts'
import { vn } from '../support/scenario.ts'

const asRow = ({ kind, code, from, source, value }: ReturnType<typeof firstRegistry>[number]) => ({
  kind,
  code,
  from,
  source,
  value,
})
const inForce = firstRegistry().filter(({ kind }) => kind === 'policy')
/** Field reports are told to the head alone, and only when three working days late. */
const stricter = {
  kind: 'policy',
  code: 'fieldReport:*',
  from: '2021-11-01',
  source: 'đề xuất',
  value: { steps: [{ level: 1, offset: { amount: 3, unit: 'workingDays' }, recipients: ['head'] }] },
}

const ask = (deps: TestDeps, body: object) =>
  simulatePolicy(deps, simulationRequest.parse({ weeks: 2, to: '2021-10-28', rows: [stricter], ...body }))
async function simulate(deps: TestDeps, body: object = {}): Promise<Simulation> {
  const answer = await ask(deps, body)
  if (answer.type === 'rejected') throw new Error(JSON.stringify(answer.rejection))
  return answer
}
const halves = (days: readonly SimulatedDay[], which: 'inForce' | 'proposed') =>
  days
    .filter((day) => day[which].windows.length > 0)
    .map(({ recipient, day, [which]: mails }) => ({ recipient, day, ...mails }))

/** The double searches all its cases for every list; nothing changes here any more. */
function remembering(deps: TestDeps): TestDeps {
  const lists = new Map<string, ReturnType<TestDeps['cases']['listByAgency']>>()
  const listByAgency: TestDeps['cases']['listByAgency'] = (asked) => {
    const list = lists.get(JSON.stringify(asked)) ?? deps.cases.listByAgency(asked)
    lists.set(JSON.stringify(asked), list)
    return list
  }
  return { ...deps, cases: { ...deps.cases, listByAgency } }
}

describe('the simulation of the letter’s fortnight', () => {
  let deps: TestDeps
  let sent: ReturnType<typeof halves>
  beforeAll(async () => {
    const history = await lived(sampleRequests(), vn('2021-10-29 00:00'))
    deps = remembering(history.deps)
    sent = halves(history.mails, 'inForce')
  }, 120_000)

  it('of the policies in force gives exactly the mails that were sent', async () => {
    const { days, cases, from, to } = await simulate(deps, { rows: inForce.map(asRow), weeks: 3 })
    expect(sent.length).toBeGreaterThan(100)
    expect(sent.filter(({ windows }) => windows.some((window) => window.endsWith('immediate'))).length).toBeGreaterThan(
      3,
    )
    expect([from, to]).toEqual([vn('2021-10-08 00:00'), vn('2021-10-29 00:00')])
    expect(cases).toBeGreaterThan(400)
    expect(halves(days, 'inForce')).toEqual(sent)
    expect(halves(days, 'proposed')).toEqual(sent)
  })

  it('from the middle of it goes on from what had been raised by then', async () => {
    const { days } = await simulate(deps, { weeks: 1 })
    expect(halves(days, 'inForce')).toEqual(sent.filter(({ day }) => day >= '2021-10-22'))
  })

  it('of a proposed policy moves what it governs, and nothing else', async () => {
    const { days, recipients } = await simulate(deps)
    const differing = days.filter(({ inForce: a, proposed: b }) => JSON.stringify(a) !== JSON.stringify(b))
    expect(differing.length).toBeGreaterThan(10)
    expect(days.length - differing.length).toBeGreaterThan(10)
    const head = days.find(({ recipient, proposed }) => recipient === 'buon-ma-thuot:head' && '1' in proposed.levels)
    expect(head).toBeDefined()
    expect(recipients['buon-ma-thuot:head']).toEqual({ agency: 'UBND thành phố Buôn Ma Thuột', role: 'head' })
  })

  it('sends and writes nothing', async () => {
    const before = [deps.sentMails().length, await deps.registryStore.version()]
    const refuse = () => Promise.reject(new Error('wrote'))
    const guarded: TestDeps = {
      ...deps,
      cases: { ...deps.cases, save: refuse },
      mailer: { ...deps.mailer, send: refuse },
      mails: { ...deps.mails, claim: refuse },
      registryStore: { ...deps.registryStore, add: refuse },
    }
    await simulate(guarded)
    expect([deps.sentMails().length, await deps.registryStore.version()]).toEqual(before)
  })

  it('that takes longer than a call may last says where to go on, and the parts make the whole', async () => {
    const whole = await simulate(deps)
    let calls = 0
    const start = Date.parse(deps.now())
    const slow = { ...deps, now: () => new Date(start + (calls += 1) * 8_000).toISOString() }
    let parts = await simulate(slow)
    for (let n = 0; parts.after !== undefined; n += 1) {
      expect(n).toBeLessThan(20)
      parts = joined(parts, await simulate(slow, { after: parts.after }))
    }
    expect(calls).toBeGreaterThan(8)
    expect(parts).toEqual(whole)
  })
})

describe('a simulation', () => {
  it('is refused for days to come, for broken rules, and for what is no policy', async () => {
    const { deps } = await lived([], vn('2021-10-29 00:00'))
    expect(await ask(deps, { to: '2021-10-30' })).toMatchObject({ rejection: { code: 'inFuture', field: 'to' } })
    const atNight = { ...stricter, value: { ...stricter.value, sendingHours: 'ca-dem' } }
    expect(await ask(deps, { rows: [atNight] })).toMatchObject({ rejection: { code: 'unknownCalendar' } })
    const limit = { ...stricter, kind: 'limit', value: { limit: { amount: 1, unit: 'hours' } } }
    for (const body of [{ rows: [limit] }, { weeks: 27 }, { weeks: 0 }, { rows: [] }])
      expect(simulationRequest.safeParse({ rows: [stricter], weeks: 1, ...body }).success).toBe(false)
  })
})
