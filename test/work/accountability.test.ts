import { describe, expect, it } from 'vitest'
import { directive } from '../../functions/domain/directive.ts'
import { draftAccountability, NoAccountabilitySettingsError } from '../../functions/work/draft-accountability.ts'
import { enterDirective } from '../../functions/work/enter-directive.ts'
import { orderDraft, planAccountability } from '../../functions/work/plan-accountability.ts'
import { explainAccountability, readAccountability } from '../../functions/work/read-accountability.ts'
import { signAccountability } from '../../functions/work/sign-accountability.ts'
import { draftAccountabilityInput } from '../../workflows/contract.ts'
import { accountabilityWords } from '../support/accountability.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { letter } from '../support/letter.ts'
import { row } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'

const operator = { role: 'operator', id: 'ioc' } as const
const signer = { role: 'signer', id: 'director' } as const
const agency = (id: string) => ({ role: 'agency', id: 'clerk', agency: id }) as const
const backlog = { directive: letter.id, kind: 'backlog' } as const
const pilot = { directive: letter.id, kind: 'pilot' } as const

const settings = row('accountability', 'report', {
  ...accountabilityWords,
  firstNumber: 40,
  explainFor: { amount: 1, unit: 'workingDays' },
})
const wanted = directive.parse({
  ...letter,
  tasks: [...letter.tasks, { number: '4', title: 'Báo cáo làm rõ trách nhiệm', agency: 'so-xd' }],
  reports: [...letter.reports, { kind: 'backlog', task: '4' }],
})

const world = async () => told(await testDeps('2021-10-18 09:05', settings))

async function told(deps: TestDeps): Promise<TestDeps> {
  for (const [code, of] of [
    ['PA-1', 'bmt'],
    ['PA-2', 'so-xd'],
  ] as const)
    await deps.tell(`report:vnpt:${code.toLowerCase()}`, {
      type: 'registerFieldReport',
      facts: { ...fieldReport, code, agency: of },
    })
  deps.at('2021-11-08 08:00')
  await enterDirective(deps, operator, wanted)
  return deps
}

/** An hour of the plan, and the machine that it started. */
async function hour(deps: TestDeps, time: string): Promise<string[]> {
  deps.at(time)
  const before = new Set(deps.machines.started.keys())
  await planAccountability(deps)
  const started = [...deps.machines.started].filter(([name]) => !before.has(name))
  for (const [, input] of started) await draftAccountability(deps, draftAccountabilityInput.parse(input))
  return started.map(([name]) => name)
}

describe('reports on responsibilities', () => {
  it('are drafted by themselves: the pilot’s in time to explain before the last working day, the backlog’s after the date', async () => {
    const deps = await world()
    expect(await hour(deps, '2021-11-10 17:15')).toEqual([])
    expect(await hour(deps, '2021-11-11 08:15')).toEqual(['ubnd-11-2021-pilot-v1'])
    expect(await hour(deps, '2021-11-11 09:15')).toEqual([])
    expect((await deps.accountability.load(pilot))?.explainUntil).toBe(vn('2021-11-12 08:15'))
    expect(await hour(deps, '2021-11-13 08:15')).toEqual([])
    expect(await hour(deps, '2021-11-15 08:15')).toEqual(['ubnd-11-2021-pilot-v2', 'ubnd-11-2021-backlog-v1'])
  })

  it('are drafted once more when the time to explain is over, with what was said; later words are marked', async () => {
    const deps = await world()
    expect(await explainAccountability(deps, backlog, { by: 'bmt', text: 'x' })).toEqual({ type: 'noDraft' })
    await hour(deps, '2021-11-15 08:15')
    deps.at('2021-11-15 15:00')
    expect(await explainAccountability(deps, backlog, { by: 'bmt', text: 'chờ vật tư' })).toMatchObject({ late: false })
    await deps.tell('report:vnpt:pa-1', { type: 'disputeDelay', entry: 1, reason: 'chờ vật tư' })
    deps.at('2021-11-16 10:00')
    expect(await explainAccountability(deps, backlog, { by: 'so-xd', text: 'muộn' })).toMatchObject({ late: true })
    await deps.tell('report:vnpt:pa-2', { type: 'disputeDelay', entry: 1, reason: 'muộn' })
    expect(await hour(deps, '2021-11-16 10:15')).toContain('ubnd-11-2021-backlog-v2')
    const content = (await readAccountability(deps, operator, backlog))?.content
    expect(content?.explanations.map(({ by, late }) => [by, late])).toEqual([
      ['bmt', false],
      ['so-xd', true],
    ])
    const report = content?.report.kind === 'backlog' ? content.report : undefined
    expect(report?.byAgency.map(({ agency: of, cases }) => [of, cases[0]?.disputes[0]?.late])).toEqual([
      ['bmt', false],
      ['so-xd', true],
    ])
  })

  it('show an agency its own part and the sums, and nobody else’s cases or words', async () => {
    const deps = await world()
    await hour(deps, '2021-11-15 08:15')
    deps.at('2021-11-15 09:00')
    await explainAccountability(deps, backlog, { by: 'so-xd', text: 'của Sở' })
    deps.at('2021-11-16 09:15')
    await hour(deps, '2021-11-16 09:15')
    const seen = (await readAccountability(deps, agency('bmt'), backlog))?.content
    expect(seen?.report.kind === 'backlog' && seen.report.byAgency.map((each) => each.agency)).toEqual(['bmt'])
    expect(seen?.report.summary).toMatchObject({ left: 2 })
    expect(seen?.explanations).toEqual([])
    expect(JSON.stringify(seen)).not.toContain('PA-2')
  })

  it('are signed once agencies have had their time: a number of the department’s series, and the letter’s task is done', async () => {
    const deps = await world()
    expect(await signAccountability(deps, signer, backlog)).toEqual({ type: 'noDraft' })
    await hour(deps, '2021-11-15 08:15')
    expect(await signAccountability(deps, signer, backlog)).toEqual({ type: 'explanationsOpen' })
    deps.at('2021-11-16 14:00')
    expect(await signAccountability(deps, signer, backlog)).toMatchObject({
      record: { number: 40, signedBy: 'director' },
    })
    expect((await deps.document('task:ubnd-11-2021:4')).summary).toMatchObject({ status: 'completed' })
    const input = deps.machines.started.get('ubnd-11-2021-backlog-v2')
    await draftAccountability(deps, draftAccountabilityInput.parse(input))
    expect((await readAccountability(deps, operator, backlog))?.content).toMatchObject({
      version: 2,
      status: 'signed',
      number: 40,
      date: '2021-11-16',
    })
    // signed again, nothing changes
    deps.at('2021-11-17 08:15')
    expect(await signAccountability(deps, signer, backlog)).toMatchObject({ record: { number: 40, content: 2 } })
    expect(await hour(deps, '2021-11-17 09:15')).not.toContain('ubnd-11-2021-backlog-v3')
    expect(await orderDraft(deps, backlog)).toBe('signed')
  })

  it('are drafted at any time for who wants to see, but not where the letter asks for none', async () => {
    const deps = await world()
    expect(await orderDraft(deps, backlog)).toEqual({ version: 1, execution: 'started' })
    expect(await orderDraft(deps, { directive: 'cv-3419', kind: 'backlog' })).toBe('notAsked')
  })

  it('wait for their settings: whoever orders a draft is told, and the plan fails only once one is due', async () => {
    const deps = await told(await testDeps('2021-10-18 09:05'))
    expect(await orderDraft(deps, backlog)).toBe('noSettings')
    expect(await hour(deps, '2021-11-10 17:15')).toEqual([])
    deps.at('2021-11-15 08:15')
    await expect(planAccountability(deps)).rejects.toThrow(NoAccountabilitySettingsError)
    expect([...deps.machines.started.keys()]).toEqual([])
    await deps.registryStore.add([{ ...settings, from: '2021-11-15', recordedAt: vn('2021-11-15 09:00') }])
    deps.at('2021-11-15 10:00')
    expect(await orderDraft(deps, backlog)).toEqual({ version: 1, execution: 'started' })
  })
})
