import { describe, expect, it } from 'vitest'
import type { AccountabilityQuestion } from '../../functions/domain/accountable-cases.ts'
import { composeBacklog, composePilot } from '../../functions/domain/compose-accountability.ts'
import { statutoryDue } from '../../functions/domain/due.ts'
import type { Entry } from '../../functions/domain/event.ts'
import { foldCase } from '../../functions/domain/evolve.ts'
import { readRegistry } from '../../functions/domain/registry.ts'
import type { CaseState } from '../../functions/domain/state.ts'
import { accountabilityDocument } from '../../functions/text/accountability-content.ts'
import { textOf } from '../../functions/text/report-blocks.ts'
import { directiveRequest } from '../../functions/work/directive-wire.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'
import { requestsAfter, sampleRequests } from '../../infra/centre/sample.ts'
import { vn } from '../support/scenario.ts'
import { Replay } from './replay.ts'

/** The two reports of the letter, and their figures told anew from the timelines alone, by rules written out again. */
const rows = firstRegistry()
const registry = readRegistry(rows, 1)
const told = [...sampleRequests(), ...requestsAfter()]
const letter = directiveRequest.parse(told.find(({ path }) => path === '/directives')?.body)
const about = /^\/(dossiers|field-reports|cases\/(?!task))/
const asOf = vn('2021-11-16 14:00')
const replay = new Replay(
  told.filter(({ path, at }) => about.test(path) && at <= asOf),
  registry,
)
const timelines = [...replay.documents.values()].map(({ id, entries }) => ({ id, entries }))
const settings = registry.find('accountability', 'report', '2021-11-16')
if (settings === undefined) throw new Error('no settings')
const question: AccountabilityQuestion = {
  asOf,
  knownAt: asOf,
  registry,
  rulesAt: (knownAt) => readRegistry(rows, 1, knownAt),
  settings,
  shownFrom: vn('2021-11-15 08:15'),
}
const report = composeBacklog(letter, timelines, question)
const cutOff = vn('2021-10-29 00:00')
const deadline = vn('2021-11-15 00:00')

const dueOf = (state: CaseState) => statutoryDue(state, registry)?.at ?? '9'
const endOf = ({ progress }: CaseState) => (progress.phase === 'finished' ? progress.at : '9')
const before = (at: string) => new Date(Date.parse(at) - 1).toISOString()

/** What was to be cleared: who has it, and when it was. */
interface Item {
  cohort: string
  id: string
  agency: string
  clearedAt: string
}

function frozenItems(id: string, entries: readonly Entry[], now: CaseState): Item[] {
  const then = foldCase(entries, { asOf: before(cutOff), knownAt: vn('2021-10-29 08:00') })
  if (then === undefined) return []
  const agency = now.agency ?? 'UNASSIGNED'
  const asked = then.requests.filter(
    ({ issuedAt, answeredAt }) => issuedAt >= vn('2021-10-14 00:00') && answeredAt === undefined && endOf(then) === '9',
  )
  const items = asked.map(({ id: request }) => {
    const now1 = now.requests.find((each) => each.id === request)
    const times = [now1?.answeredAt ?? '9', endOf(now)].toSorted()
    return { cohort: 'ton-dong', id, agency: now1?.addressee ?? agency, clearedAt: times[0] ?? '9' }
  })
  const received = then.facts.receivedAt >= vn('2021-10-14 00:00') && then.facts.receivedAt < cutOff
  const overdue = then.facts.kind === 'fieldReport' && received && endOf(then) === '9' && dueOf(then) < cutOff
  return overdue ? [...items, { cohort: 'ton-dong', id, agency, clearedAt: endOf(now) }] : items
}

/** Overdue at some moment from the cut-off to the deadline, and not before; each entry may have moved the date. */
function newItem(id: string, entries: readonly Entry[], now: CaseState): Item[] {
  const moments = [...new Set([...entries.map(({ occurredAt }) => occurredAt), deadline])].toSorted()
  for (const [index, from] of moments.entries()) {
    const to = [moments[index + 1] ?? deadline, deadline].toSorted()[0] ?? deadline
    const state = foldCase(entries, { asOf: from })
    if (state === undefined || !['waiting', 'running'].includes(state.progress.phase)) continue
    const since = [dueOf(state), from].toSorted()[1] ?? '9'
    if (since >= to) continue
    return since >= cutOff
      ? [{ cohort: 'phat-sinh', id, agency: now.agency ?? 'UNASSIGNED', clearedAt: endOf(now) }]
      : []
  }
  return []
}

const items = timelines.flatMap(({ id, entries }) => {
  const now = foldCase(entries)
  if (now === undefined) return []
  const frozen = frozenItems(id, entries, now)
  return frozen.length > 0 ? frozen : newItem(id, entries, now)
})
const left = items.filter(({ clearedAt }) => clearedAt >= deadline)

/** Office hours of 2021 from Monday to Friday, minute after minute, 2 and 3 September off; of what is urgent, all. */
function minutesWorked(from: string, to: string, isUrgent: boolean): number {
  let minutes = 0
  const local = (at: string) => Date.parse(at) + 7 * 3_600_000
  for (let at = Math.floor(local(from) / 60_000); at < Math.floor(local(to) / 60_000); at += 1) {
    const date = new Date(at * 60_000)
    const minute = date.getUTCHours() * 60 + date.getUTCMinutes()
    const open = (minute >= 420 && minute < 690) || (minute >= 810 && minute < 1020)
    const off = [0, 6].includes(date.getUTCDay()) || /^2021-09-0[23]/.test(date.toISOString())
    if (isUrgent || (open && !off)) minutes += 1
  }
  return minutes
}

describe('the report on what the letter left undone, told anew', () => {
  it('counts what there was to clear, what was cleared in time, and later', () => {
    const count = (of: readonly Item[]) => ({
      total: of.length,
      left: of.filter(({ clearedAt }) => clearedAt >= deadline).length,
      clearedLater: of.filter(({ clearedAt }) => clearedAt >= deadline && clearedAt !== '9').length,
    })
    expect(report.summary).toMatchObject(count(items))
    for (const { cohort, ...row } of report.summary.byCohort)
      expect(row, cohort).toMatchObject(count(items.filter((item) => item.cohort === cohort)))
    for (const { agency, ...row } of report.byAgency)
      expect(row, agency).toMatchObject(count(items.filter((item) => item.agency === agency)))
    expect(report.summary.byCohort[0]?.total).toBe(229 + 56)
    expect(report.summary.left).toBeGreaterThan(50)
    expect(report.summary.clearedLater).toBeGreaterThan(3)
  })

  it('names the cases behind it, each under every agency that has something of it left', () => {
    const named = report.byAgency.flatMap(({ agency, cases }) => cases.map(({ id }) => `${agency} ${id}`))
    expect(named.toSorted()).toEqual([...new Set(left.map(({ agency, id }) => `${agency} ${id}`))].toSorted())
  })

  it('has as many late minutes as lie in office hours between each one’s date and its end', () => {
    const late = [...new Set(left.map(({ id }) => id))].map((id) => {
      const state = foldCase(replay.documents.get(id)?.entries ?? [])
      if (state === undefined || state.facts.kind === 'directiveTask') return 0
      const end = [endOf(state), asOf].toSorted()[0] ?? asOf
      const due = [dueOf(state), state.facts.receivedAt].toSorted()[1] ?? '9'
      const { facts } = state
      const isUrgent =
        facts.kind === 'fieldReport' && registry.find('category', facts.category, '2021-11-16')?.urgent === true
      return due >= end ? 0 : minutesWorked(due, end, isUrgent)
    })
    const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
    expect(sum(Object.values(report.summary.lateMinutes))).toBe(sum(late))
    expect(sum(report.byAgency.flatMap(({ lateMinutes }) => Object.values(lateMinutes)))).toBe(sum(late))
  })

  it('tells the broken words and the objections that stand in the timelines', () => {
    const states = [...new Set(left.map(({ id }) => id))].flatMap(
      (id) => foldCase(replay.documents.get(id)?.entries ?? []) ?? [],
    )
    const broken = states.flatMap(({ commitments }) => commitments.filter(({ ended }) => ended?.how === 'broken'))
    const open = states.flatMap(({ disputes }) => disputes.filter(({ answer }) => answer === undefined))
    expect(report.summary).toMatchObject({ commitmentsBroken: broken.length, disputesOpen: open.length })
    const marked = report.byAgency.flatMap(({ cases }) => cases.flatMap(({ disputes }) => disputes))
    expect(marked.every(({ at, late }) => late === at > vn('2021-11-16 08:15'))).toBe(true)
    expect(new Set(marked.map(({ late }) => late)).size).toBe(2)
  })

  it('says these figures in its first chapter', () => {
    const content = { version: 1, status: 'draft' as const, date: '2021-11-16', explanations: [], report }
    const [first] = accountabilityDocument(content).body.flatMap((block) =>
      block.type === 'list' ? [block.items.map(textOf).join(' ')] : [],
    )
    const cleared = items.length - left.length
    expect(first).toContain(`${cleared}/${items.length} việc`)
    expect(first).toContain(`còn ${left.length} việc chưa xử lý`)
    const nobodys = left.filter(({ agency }) => agency === 'UNASSIGNED')
    const others = new Set(left.map(({ agency }) => agency)).size - 1
    expect(first).toContain(
      `${left.length - nobodys.length} việc của ${others} cơ quan, đơn vị và ${nobodys.length} việc chưa xác định được cơ quan xử lý`,
    )
    expect(report.byAgency.at(-1)?.agency).toBe('UNASSIGNED')
  })
})

it('says of each agency in the appendix what it had and what it answered, without counting to zero', () => {
  const content = { version: 1, status: 'draft' as const, date: '2021-11-16', explanations: [], report }
  const said = (accountabilityDocument(content).appendices[0]?.body ?? []).flatMap((block) =>
    block.type === 'paragraph' ? [textOf(block.runs)] : [],
  )
  const rest = report.byAgency.filter((row) => row.left > 0)
  expect(said).toHaveLength(rest.length)
  for (const [index, { total, answers }] of rest.entries()) {
    expect(said[index]).toMatch(new RegExp(`^(Được giao|Có) ${total} việc, `))
    if (answers > 0) expect(said[index]).toContain(`; ${answers} lần trả lời`)
  }
  expect(said.filter((text) => /(^|[;,]) 0 |hạn 0;/.test(text))).toEqual([])
})

describe('the report on the pilot, told anew', () => {
  const pilot = composePilot(letter, timelines, question)

  it('counts the field reports of each unit, and its days without one', () => {
    const facts = timelines.flatMap(({ entries }) => foldCase(entries)?.facts ?? [])
    for (const { deployment, ...row } of pilot.coverage.rows) {
      const own = facts.flatMap((each) =>
        each.kind === 'fieldReport' && each.unit === deployment.unit && each.provider === deployment.provider
          ? [new Date(Date.parse(each.receivedAt) + 7 * 3_600_000).toISOString().slice(0, 10)]
          : [],
      )
      const begins = [deployment.started?.date ?? '9', '2021-10-14'].toSorted()[1] ?? '9'
      const days = Array.from({ length: 13 }, (_, n) => `2021-10-${14 + n}`).filter((date) => date >= begins)
      expect(row, deployment.unit).toMatchObject({
        reports: own.length,
        days: days.length,
        daysWithoutReport: days.filter((date) => !own.includes(date)).length,
      })
    }
  })

  it('finds Ea Kar 178 days late, and Krông Năng not begun', () => {
    const found = pilot.coverage.rows.map(({ deployment: { unit }, status, daysLate }) => [unit, status, daysLate])
    expect(found).toContainEqual(['ea-kar', 'late', 178])
    expect(found).toContainEqual(['krong-nang', 'notDeployed', 204])
  })
})
