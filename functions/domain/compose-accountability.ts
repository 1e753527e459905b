import type {
  AccountableAgency,
  AccountableCase,
  AccountablePerson,
  BacklogReport,
  MinutesByHolder,
  PilotReport,
} from './accountability.ts'
import {
  accountableCases,
  explanationTime,
  isLeft,
  type AccountabilityQuestion,
  type Timeline,
} from './accountable-cases.ts'
import { cohortItems, type CohortItem } from './cohort.ts'
import { arrivalOf, coverageOf, type CoverageRow } from './coverage.ts'
import { chaseBy } from './deadline.ts'
import { judgedBefore, type Directive } from './directive.ts'
import type { Handler } from './event.ts'
import { UNASSIGNED } from './counted-case.ts'
import { localDateOf } from './instant.ts'
import type { LedgerPart } from './ledger.ts'
import { definedOnly } from './objects.ts'

/** @param timelines of all cases that may belong to a cohort of the letter */
export function composeBacklog(
  letter: Directive,
  timelines: readonly Timeline[],
  question: AccountabilityQuestion,
): BacklogReport {
  const of = { ...question, cohorts: letter.cohorts }
  const found = timelines.map((each) => ({ ...each, items: cohortItems(each.id, each.entries, of) }))
  const items = found.flatMap((each) => each.items)
  const cases = found.flatMap((each) => accountableCases(each, letter, question))
  const agencies = [...new Set([...items.map(({ agency }) => agency), ...lateParts(cases).map(agencyOf)])]
  const byAgency = agencies
    .map((agency) => agencyRow(agency, items, { cases, letter }))
    .toSorted((a, b) => nobodys(a) - nobodys(b) || b.left - a.left || compare(a.agency, b.agency))
  return {
    kind: 'backlog',
    ...commonOf(letter, question),
    summary: {
      ...tally(items, letter),
      byCohort: cohortRows(items, letter, question),
      cases: caseIds(cases).size,
      agencies: byAgency.filter((row) => row.left > 0 && nobodys(row) === 0).length,
      persons: byAgency.flatMap(({ persons }) => persons.filter((each) => each.handler && each.lateMinutes > 0)).length,
      casesWithUnknownPerson: caseIds(cases.filter(hasUnknownPerson)).size,
      lateMinutes: minutesOf(lateParts(cases)),
      ...answersOf(cases),
    },
    byAgency,
  }
}

/** What belongs to no agency yet is no agency: it comes last. */
const nobodys = ({ agency }: { agency: string }): number => Number(agency === UNASSIGNED)

function commonOf(letter: Directive, question: AccountabilityQuestion) {
  const directive = definedOnly({ ...letter, tasks: undefined, cohorts: undefined, reports: undefined })
  const { asOf, knownAt, settings, registry } = question
  const on = localDateOf(asOf)
  return {
    directive,
    asOf,
    knownAt,
    explanations: explanationTime(question),
    settings,
    agencies: registry.all('agency', on),
  }
}

function tally(items: readonly CohortItem[], letter: Directive) {
  const left = items.filter((item) => isLeft(letter, item))
  return {
    total: items.length,
    cleared: items.length - left.length,
    left: left.length,
    clearedLater: left.filter(({ clearedAt }) => clearedAt !== undefined).length,
  }
}

const cohortRows = (items: readonly CohortItem[], letter: Directive, { registry }: AccountabilityQuestion) =>
  letter.cohorts.map(({ id, of, before }) => ({
    cohort: id,
    type: of.type,
    judgedBefore: judgedBefore(before),
    chasedTo: chaseBy(registry.calendar('counter', before), judgedBefore(before)),
    ...tally(
      items.filter(({ cohort }) => cohort === id),
      letter,
    ),
  }))

interface Found {
  cases: readonly AccountableCase[]
  letter: Directive
}

function agencyRow(agency: string, items: readonly CohortItem[], { cases, letter }: Found): AccountableAgency {
  const own = cases.filter((each) => each.agency === agency)
  return {
    agency,
    ...tally(
      items.filter((item) => item.agency === agency),
      letter,
    ),
    lateMinutes: minutesOf(lateParts(cases).filter((part) => agencyOf(part) === agency)),
    persons: personsOf(agency, cases),
    cases: own,
    ...answersOf(own),
  }
}

/** By their late time; all whose name is not known together, without one. */
function personsOf(agency: string, cases: readonly AccountableCase[]): AccountablePerson[] {
  const held = onceEach(cases).flatMap(({ id, ledger }) =>
    ledger.parts
      .filter((part) => agencyOf(part) === agency && (part.heldBy === 'handler' || part.heldBy === 'agency'))
      .map((part) => ({ id, part })),
  )
  const persons = Map.groupBy(held, ({ part: { handler } }) => nameOf(handler))
  return [...persons.values()]
    .map((all) => ({
      ...(all[0]?.part.handler && { handler: all[0].part.handler }),
      cases: new Set(all.map(({ id }) => id)).size,
      minutes: sum(all.map(({ part }) => part.minutes)),
      lateMinutes: sum(all.map(({ part }) => part.lateMinutes)),
    }))
    .toSorted((a, b) => b.lateMinutes - a.lateMinutes || compare(nameOf(a.handler), nameOf(b.handler)))
}

const nameOf = (handler: Handler | undefined): string => (handler ? `${handler.name}, ${handler.post}` : '')

/** A case that two agencies have something left of stands twice; its time counts once. */
const onceEach = (cases: readonly AccountableCase[]): AccountableCase[] => [
  ...new Map(cases.map((each) => [each.id, each])).values(),
]
const caseIds = (cases: readonly AccountableCase[]): Set<string> => new Set(cases.map(({ id }) => id))

const lateParts = (cases: readonly AccountableCase[]): LedgerPart[] =>
  onceEach(cases).flatMap(({ ledger }) => ledger.parts.filter(({ lateMinutes }) => lateMinutes > 0))

const agencyOf = ({ agency }: LedgerPart): string => agency ?? UNASSIGNED

const hasUnknownPerson = ({ ledger }: AccountableCase): boolean =>
  ledger.parts.some(({ heldBy, lateMinutes }) => heldBy === 'agency' && lateMinutes > 0)

function minutesOf(parts: readonly LedgerPart[]): MinutesByHolder {
  const minutes: MinutesByHolder = {}
  for (const { heldBy, lateMinutes } of parts) minutes[heldBy] = (minutes[heldBy] ?? 0) + lateMinutes
  return minutes
}

function answersOf(cases: readonly AccountableCase[]) {
  const each = onceEach(cases)
  return {
    answers: sum(each.map(({ answers }) => answers.length)),
    disputesOpen: sum(each.map(({ disputes }) => disputes.filter(({ answer }) => answer === undefined).length)),
    commitmentsBroken: sum(each.map(({ commitmentsBroken }) => commitmentsBroken)),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** @param letter the one that asks for the report */
export function composePilot(
  letter: Directive,
  timelines: readonly Timeline[],
  question: AccountabilityQuestion,
): PilotReport {
  const deployments = question.registry.all('deployment', localDateOf(question.asOf))
  const arrivals = timelines.flatMap(({ entries }) => arrivalOf(entries, question) ?? [])
  const coverage = coverageOf(deployments, arrivals, { asOf: question.asOf, knownFrom: question.settings.knownFrom })
  const providers = [...new Set(coverage.rows.map(({ deployment }) => deployment.provider))]
  return {
    kind: 'pilot',
    ...commonOf(letter, question),
    summary: pilotFigures(coverage.rows),
    byProvider: providers.map((provider) => {
      const rows = coverage.rows.filter(({ deployment }) => deployment.provider === provider)
      return {
        provider,
        ...pilotFigures(rows),
        daysLate: sum(rows.map(({ daysLate }) => daysLate)),
        daysWithoutReport: sum(rows.map(({ daysWithoutReport }) => daysWithoutReport)),
      }
    }),
    coverage,
  }
}

const pilotFigures = (rows: readonly CoverageRow[]) => ({
  units: rows.length,
  onTime: rows.filter(({ status }) => status === 'onTime').length,
  late: rows.filter(({ status }) => status === 'late').length,
  notDeployed: rows.filter(({ status }) => status === 'notDeployed').length,
  reports: sum(rows.map(({ reports }) => reports)),
})
