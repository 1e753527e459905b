import { describe, expect, it } from 'vitest'
import type { CaseDocument } from '../../functions/domain/document.ts'
import { calendarOf, statutoryDue } from '../../functions/domain/due.ts'
import { foldCase } from '../../functions/domain/evolve.ts'
import { figureValues } from '../../functions/domain/figure-list.ts'
import { atLocal, localDateOf, addDays } from '../../functions/domain/instant.ts'
import { isWorkingDay, planOn, dayNumber, type Calendar } from '../../functions/domain/calendar.ts'
import { readRegistry } from '../../functions/domain/registry.ts'
import type { CaseState } from '../../functions/domain/state.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'
import { sampleRequests } from '../../infra/centre/sample.ts'
import { Replay } from './replay.ts'

const registry = readRegistry(firstRegistry(), 1)
const from = atLocal('2021-10-14', '00:00')
const to = atLocal('2021-10-29', '00:00')
const knownAt = atLocal('2021-10-29', '08:00')
const services = registry.all('cityService', '2021-10-29')
const replay = new Replay(sampleRequests(), registry)

/** Every figure, told anew from the timelines: one pass, one tally, by rules written out again. */
class Tally {
  readonly sums = new Map<string, number>()
  readonly delays = new Map<string, number[]>()

  add(measure: string, places: readonly string[], amount = 1): void {
    for (const place of ['', ...places]) {
      const id = `${measure}${place}`
      this.sums.set(id, (this.sums.get(id) ?? 0) + amount)
    }
  }

  late(kind: string, places: readonly string[], minutes: number): void {
    for (const place of ['', ...places]) {
      const id = `${kind}@${place}`
      this.delays.set(id, [...(this.delays.get(id) ?? []), minutes])
    }
  }
}

const tally = new Tally()
for (const document of replay.documents.values()) tellCase(document)
finish()

function tellCase({ entries }: CaseDocument): void {
  const known = entries.filter((each) => each.recordedAt <= knownAt && each.occurredAt < to)
  const state = foldCase(known)
  if (state === undefined) return
  const places = placesOf(state)
  tellRequests(state, places)
  tellLife(state, places)
  tellWords(state, places)
  const raised = known.filter(({ event, occurredAt }) => event.type === 'noticeRaised' && occurredAt >= from)
  for (const { event } of raised)
    if (event.type === 'noticeRaised') tally.add(event.level > 0 ? 'notices.escalations' : 'notices.reminders', places)
}

function placesOf(state: CaseState): string[] {
  const { facts, agency = 'UNASSIGNED' } = state
  const service = services.find(({ caseKind }) => caseKind === facts.kind)?.id
  const unit = 'unit' in facts ? facts.unit : undefined
  const named = { service, agency, unit, provider: facts.kind === 'fieldReport' ? facts.provider : undefined }
  const sources = state.told.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.source < b.source ? -1 : 1))
  return [...Object.entries(named), ['source', sources[0]?.source]].flatMap(([by, of]) =>
    of === undefined ? [] : [`@${by}:${of}`],
  )
}

function isDone({ status }: CaseState): boolean {
  return ['resolved', 'processed', 'returned'].includes(status)
}

function tellRequests(state: CaseState, places: readonly string[]): void {
  const due = statutoryDue(state, registry)?.at ?? '9'
  for (const { issuedAt, addressee, answeredAt } of state.requests) {
    if (issuedAt < from) continue
    const own = places.filter((place) => !place.startsWith('@agency:'))
    const at = [...own, `@agency:${addressee ?? state.agency}`]
    const done = answeredAt !== undefined || state.progress.phase === 'finished'
    tally.add('requests.issued', at)
    tally.add(done ? 'requests.done' : 'requests.notDone', at)
    if (!done) tally.add('outstanding', at)
    if (!done && due < to) tally.add('requests.overdue', at)
  }
}

function tellLife(state: CaseState, places: readonly string[]): void {
  const name = state.facts.kind === 'dossier' ? 'dossiers' : 'fieldReports'
  const due = statutoryDue(state, registry)?.at ?? '9'
  const end = state.progress.phase === 'finished' ? state.progress.at : undefined
  const late = end === undefined ? due < to : due < end
  const calendar = calendarOf(state, registry)
  if (end === undefined) {
    tally.add(`${name}.backlog`, places)
    if (late) tally.add(`${name}.backlogOverdue`, places)
    const days = workingDays(calendar, state.facts.receivedAt)
    const age = days <= 5 ? 'upTo5Days' : days <= 10 ? 'upTo10Days' : days <= 30 ? 'upTo30Days' : 'over30Days'
    tally.add(`${name}.backlog.${age}`, places)
  }
  if (state.facts.receivedAt < from || state.duplicateOf !== undefined) return
  tally.add(`${name}.received`, places)
  if (end === undefined) {
    tally.add(`${name}.open`, places)
    if (late) tally.add(`${name}.overdue`, places)
    if (late && name === 'fieldReports') tally.add('outstanding', places)
  } else if (isDone(state)) {
    tally.add(`${name}.done`, places)
    if (late) tally.add(`${name}.doneLate`, places)
  } else tally.add(`${name}.closedOtherwise`, places)
  if (late && (end === undefined || isDone(state)))
    tally.late(name, places, minutesWorked(calendar, Date.parse(due), Date.parse(end ?? to)))
}

/** Nobody of the sample gives a word and has the clock stopped afterwards, so the date given is the date. */
function tellWords(state: CaseState, places: readonly string[]): void {
  for (const { agency, by, ended } of state.commitments) {
    const own = places.filter((place) => !place.startsWith('@agency:'))
    const at = [...own, `@agency:${agency ?? 'UNASSIGNED'}`]
    const broken = ended?.how === 'broken' || (ended?.at ?? to) > by
    if (!broken && ended === undefined) tally.add('commitments.open', at)
    const moment = broken ? by : (ended?.at ?? '')
    if (moment < from || moment >= to) continue
    if (broken) tally.add('commitments.broken', at)
    else if (ended?.how === 'finished') tally.add('commitments.kept', at)
  }
}

/** Day after day from the one after reception to the last of the period. */
function workingDays(calendar: Calendar, receivedAt: string): number {
  let days = 0
  for (let date = addDays(localDateOf(receivedAt), 1); date <= '2021-10-28'; date = addDays(date, 1))
    if (isWorkingDay(calendar, date)) days += 1
  return days
}

/** Minute after minute. */
function minutesWorked(calendar: Calendar, start: number, end: number): number {
  let minutes = 0
  for (let at = Math.floor(start / 60_000) * 60_000; at < Math.floor(end / 60_000) * 60_000; at += 60_000) {
    const local = new Date(at + 7 * 3_600_000).toISOString()
    const time = Date.parse(`1970-01-01T${local.slice(11, 19)}Z`)
    const { segments } = planOn(calendar, dayNumber(local.slice(0, 10)))
    if (segments.some(({ opens, closes }) => opens <= time && time < closes)) minutes += 1
  }
  return minutes
}

function finish(): void {
  for (const [id, minutes] of tally.delays) {
    const [name = '', ...place] = id.split('@')
    const at = place.filter((each) => each !== '').map((each) => `@${each}`)
    const sorted = minutes.toSorted((a, b) => a - b)
    const share = sorted.findIndex((_, index) => (index + 1) / sorted.length >= 0.9)
    tally.sums.set(`${name}.averageDelay${at.join('')}`, Math.round(sorted.reduce((a, b) => a + b) / sorted.length))
    tally.sums.set(`${name}.ninetiethDelay${at.join('')}`, sorted[share] ?? 0)
  }
  const rates = [
    ['requests.notDoneRate', 'requests.issued', (of: Of) => of('requests.notDone')],
    ...['dossiers', 'fieldReports'].flatMap((name): Rate[] => [
      [`${name}.onTimeRate`, `${name}.done`, (of) => of(`${name}.done`) - of(`${name}.doneLate`)],
      [`${name}.overdueRate`, `${name}.received`, (of) => of(`${name}.overdue`)],
    ]),
  ] satisfies Rate[]
  for (const [rate, whole, part] of rates)
    for (const [id, count] of tally.sums) {
      const [measure, place] = id.split('@')
      const at = place === undefined ? '' : `@${place}`
      if (measure === whole) tally.sums.set(`${rate}${at}`, part((of) => tally.sums.get(`${of}${at}`) ?? 0) / count)
    }
}
type Of = (measure: string) => number
type Rate = [rate: string, whole: string, part: (of: Of) => number]

describe('every figure of the letter’s fortnight', () => {
  const values = figureValues(replay.figures({ from, to }, knownAt, services))

  it('is what the timelines say, told anew without the counting of the product', () => {
    const told = [...tally.sums].filter(([id, value]) => value !== 0 || /Rate|Delay/.test(id))
    expect(values).toEqual(Object.fromEntries(told))
    expect(told.length).toBeGreaterThan(500)
  })

  it('gives the letter’s two numbers', () => {
    expect([values['requests.notDone'], values['requests.issued']]).toEqual([229, 414])
    expect([values['fieldReports.overdue'], values['fieldReports.received']]).toEqual([56, 98])
  })
})
