import { describe, expect, it } from 'vitest'
import { addTasks, enterDirective } from '../../functions/work/enter-directive.ts'
import { followDirectives } from '../../functions/work/follow-directives.ts'
import { readBurnDown } from '../../functions/work/read-directives.ts'
import { composeDraft } from '../../functions/work/compose-report.ts'
import { readLedger } from '../../functions/work/read-ledger.ts'
import { stateOf } from '../../functions/domain/document.ts'
import { digestCase } from '../../functions/work/write-digest.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { letter } from '../support/letter.ts'
import { fieldReport, vn } from '../support/scenario.ts'

const operator = { role: 'operator', id: 'ioc' } as const
const report = (n: number) => `report:vnpt:pa-${n}`

async function world(): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05')
  for (const n of [1, 2, 3])
    await deps.tell(report(n), {
      type: 'registerFieldReport',
      facts: { ...fieldReport, code: `PA-${n}`, agency: n === 3 ? 'so-xd' : 'bmt' },
    })
  deps.at('2021-11-08 08:00')
  await enterDirective(deps, operator, letter)
  return deps
}
const resolve = (deps: TestDeps, n: number) => deps.tell(report(n), { type: 'resolve', outcome: 'resolved' })
const part = async (deps: TestDeps, agency: string) => (await deps.document(`task:ubnd-11-2021:1.${agency}`)).summary

describe('a letter', () => {
  it('is entered with its tasks; what a cohort divides among agencies is no case of its own', async () => {
    const deps = await testDeps('2021-11-08 08:00')
    expect(await enterDirective(deps, operator, letter)).toEqual({
      type: 'entered',
      id: 'ubnd-11-2021',
      result: 'created',
      tasks: ['task:ubnd-11-2021:2', 'task:ubnd-11-2021:3'],
    })
    expect((await deps.document('task:ubnd-11-2021:3')).summary).toMatchObject({
      agency: 'so-xd',
      due: vn('2021-11-30 17:00'),
    })
  })

  it('told again gets its number and day, and keeps its tasks', async () => {
    const deps = await testDeps('2021-11-08 08:00')
    await enterDirective(deps, operator, letter)
    expect(await enterDirective(deps, operator, letter)).toMatchObject({ result: 'unchanged' })
    const numbered = { ...letter, number: '9999/UBND-KGVX', date: '2021-11-05', tasks: [] }
    expect(await enterDirective(deps, operator, numbered)).toMatchObject({ result: 'updated' })
    expect((await deps.directives.load(letter.id))?.letter).toMatchObject({
      number: '9999/UBND-KGVX',
      tasks: letter.tasks,
    })
    expect((await deps.document('task:ubnd-11-2021:2')).version).toBe(1)
  })

  it('takes a leader’s remark as a task, and none about an agency that is not known', async () => {
    const deps = await testDeps('2021-11-08 08:00')
    await enterDirective(deps, operator, letter)
    const remark = {
      number: '4',
      title: 'Họp giao ban',
      coordinators: [],
      copies: [],
      remark: 'Ý kiến của Phó Chủ tịch',
    }
    expect(
      await addTasks(deps, operator, { id: letter.id, tasks: [{ ...remark, agency: 'bmt', before: '2021-11-12' }] }),
    ).toMatchObject({
      tasks: ['task:ubnd-11-2021:2', 'task:ubnd-11-2021:3', 'task:ubnd-11-2021:4'],
    })
    expect(
      await addTasks(deps, operator, { id: letter.id, tasks: [{ ...remark, number: '5', agency: 'xx' }] }),
    ).toMatchObject({
      rejection: { code: 'unknownAgency', agency: 'xx' },
    })
    expect(await addTasks(deps, operator, { id: 'none', tasks: [remark] })).toMatchObject({
      rejection: { code: 'notFound' },
    })
  })
})

describe('what a letter orders to be cleared', () => {
  it('is one task for each agency with a part in it, told each morning how far it has come', async () => {
    const deps = await world()
    deps.at('2021-11-09 07:00')
    expect(await followDirectives(deps)).toEqual({ letters: 1, parts: 2 })
    expect(await part(deps, 'bmt')).toMatchObject({ kind: 'directiveTask', agency: 'bmt', due: vn('2021-11-15') })
    await resolve(deps, 1)
    deps.at('2021-11-10 07:00')
    await followDirectives(deps)
    await followDirectives(deps)
    const { entries } = await deps.document('task:ubnd-11-2021:1.bmt')
    expect(entries.flatMap(({ event }) => (event.type === 'progressReported' ? event.report : []))).toEqual([
      'đã xử lý 0/2 việc, còn 2',
      'đã xử lý 1/2 việc, còn 1',
    ])
  })

  it('ends with the last case of the part, and lapses at the date where cases are left', async () => {
    const deps = await world()
    deps.at('2021-11-09 07:00')
    await followDirectives(deps)
    await resolve(deps, 3)
    deps.at('2021-11-10 07:00')
    await followDirectives(deps)
    expect(await part(deps, 'so-xd')).toMatchObject({ status: 'completed' })
    deps.at('2021-11-14 07:00')
    await followDirectives(deps)
    expect((await part(deps, 'bmt')).status).toBe('assigned')
    deps.at('2021-11-15 07:00')
    await followDirectives(deps)
    expect(await part(deps, 'bmt')).toMatchObject({ status: 'lapsed' })
    expect(await followDirectives(deps)).toEqual({ letters: 0, parts: 0 })
  })

  it('counts later clearing beside what was left, and shows an agency its own part only', async () => {
    const deps = await world()
    deps.at('2021-11-12 18:00')
    await resolve(deps, 1)
    deps.at('2021-11-15 09:00')
    await resolve(deps, 2)
    const of = { letter, asOf: vn('2021-11-15 09:00') }
    const [frozen] = (await readBurnDown(deps, operator, of)).cohorts
    expect(frozen).toMatchObject({ total: 3, cleared: 1, left: 2, clearedLater: 1, closed: true })
    const [own] = (await readBurnDown(deps, { role: 'agency', id: 'x', agency: 'so-xd' }, of)).cohorts
    expect(own).toMatchObject({ total: 1, left: 1, byAgency: [{ agency: 'so-xd' }] })
  })
})

describe('the weekly report while a letter runs', () => {
  it('tells how far it is carried out at the end of the period, and nothing once its date lies before it', async () => {
    const deps = await world()
    deps.at('2021-11-11 10:00')
    await resolve(deps, 1)
    deps.at('2021-11-12 08:00')
    const registry = await deps.registry.current()
    const draft = { week: '2021-W45', period: { from: vn('2021-10-29'), to: vn('2021-11-12') }, knownAt: deps.now() }
    const { burnDowns } = await composeDraft(deps, { ...draft, content: 1 }, { registry })
    expect(burnDowns).toMatchObject([{ directive: letter.id, cohorts: [{ total: 3, cleared: 1, left: 2 }, {}] }])
    const before = await composeDraft(
      deps,
      { ...draft, period: { from: vn('2021-10-29'), to: vn('2021-11-08') }, content: 1 },
      { registry },
    )
    expect(before.burnDowns).toEqual([])
    deps.at('2021-12-03 08:00')
    const after = await composeDraft(
      deps,
      { ...draft, period: { from: vn('2021-11-26'), to: vn('2021-12-03') }, knownAt: deps.now(), content: 1 },
      { registry },
    )
    expect(after.burnDowns).toEqual([])
  })
})

describe('the ledger of a case', () => {
  it('names the persons of an agency to itself and to the staff only', async () => {
    const deps = await world()
    await deps.tell(report(1), { type: 'nameHandler', handler: { name: 'H Thử', post: 'chuyên viên' } })
    deps.at('2021-11-09 08:00')
    const question = { asOf: deps.now(), registry: await deps.registry.current() }
    const document = await deps.document(report(1))
    const names = (who: Parameters<typeof readLedger>[1]) =>
      readLedger(document, who, question)?.parts.flatMap(({ handler }) => handler?.name ?? [])
    expect(names(operator)).toEqual(['H Thử'])
    expect(names({ role: 'agency', id: 'x', agency: 'bmt' })).toEqual(['H Thử'])
    expect(names({ role: 'agency', id: 'x', agency: 'so-xd' })).toEqual([])
    expect(names({ role: 'provider', id: 'x', provider: 'vnpt' })).toEqual([])
  })
})

describe('a letter’s task in a digest', () => {
  it('says how far it has come, and to which closing ahead of its date it is chased', async () => {
    const deps = await world()
    deps.at('2021-11-09 07:00')
    await resolve(deps, 1)
    await followDirectives(deps)
    const registry = await deps.registry.current()
    const contact = registry.all('contact', '2021-11-09').find(({ agency }) => agency === 'bmt')
    if (contact === undefined) throw new Error('no contact')
    const state = stateOf(await deps.document('task:ubnd-11-2021:1.bmt'))
    const about = { contact, at: vn('2021-11-09 07:30'), registry }
    expect(digestCase(state, about)).toMatchObject({
      progress: expect.stringContaining('1/2'),
      due: vn('2021-11-15 00:00'),
      chasedTo: vn('2021-11-12 17:00'),
    })
    expect(digestCase(state, { ...about, at: vn('2021-11-15 07:30') })).not.toHaveProperty('chasedTo')
  })
})
