import { isOwn, type Caller } from '../domain/access.ts'
import { burnDownOf, type BurnDown } from '../domain/burn-down.ts'
import { cohortItems, type CohortItem } from '../domain/cohort.ts'
import { judgedBefore, type Directive } from '../domain/directive.ts'
import type { Entry } from '../domain/event.ts'
import { fromMs, localDateOf, toMs, type Instant } from '../domain/instant.ts'
import type { Period } from '../domain/period.ts'
import type { Registry } from '../domain/registry.ts'
import { idsSince, timelinesOf } from './collect-cases.ts'
import type { DirectiveDeps } from './deps.ts'

/** What belonged to the cohorts of a letter, as it stood at a moment and is known now. */
export const itemsOf = async (deps: Reading, letter: Directive, asOf: Instant): Promise<CohortItem[]> =>
  itemsAsKnown(deps, letter, { asOf, knownAt: deps.now(), registry: await deps.registry.current() })

type Reading = Pick<DirectiveDeps, 'cases' | 'registry' | 'now'>

interface Knowledge {
  asOf: Instant
  knownAt: Instant
  registry: Registry
}

async function itemsAsKnown(
  deps: Reading,
  { cohorts }: Directive,
  { asOf, knownAt, registry }: Knowledge,
): Promise<CohortItem[]> {
  const rulesAt = await frozenRules(deps, cohorts)
  const items: CohortItem[] = []
  if (cohorts.length === 0) return items
  for await (const { id, entries } of timelinesSince(deps, beginningOf(cohorts)))
    items.push(...cohortItems(id, entries, { cohorts, asOf, knownAt, registry, rulesAt }))
  return items
}

/** The rules as known when a frozen cohort was counted. */
export async function frozenRules(
  { registry }: Pick<DirectiveDeps, 'registry'>,
  cohorts: Directive['cohorts'],
): Promise<(knownAt: Instant) => Registry> {
  const current = await registry.current()
  const rules = new Map<Instant, Registry>()
  for (const { of } of cohorts) if (of.type === 'frozen') rules.set(of.knownAt, await registry.knownAt(of.knownAt))
  return (at) => rules.get(at) ?? current
}

/** Every case that is open now or was closed since then. */
export async function* timelinesSince(
  deps: Pick<DirectiveDeps, 'cases' | 'registry' | 'now'>,
  from: Instant,
): AsyncGenerator<{ id: string; entries: readonly Entry[] }> {
  const ids = await idsSince(deps.cases, await deps.registry.current(), { from, to: deps.now() })
  yield* timelinesOf(deps.cases, ids)
}

/** What was closed before then can belong to none of them. */
export const beginningOf = (cohorts: Directive['cohorts']): Instant =>
  cohorts.reduce((first, { of }) => {
    const from = of.type === 'frozen' ? of.period.from : of.from
    return from < first ? from : first
  }, '9')

/** How far the letters are carried out that run in the period, at its end and as known then. */
export async function runningBurnDowns(
  deps: Reading & Pick<DirectiveDeps, 'directives'>,
  { period, knownAt, registry }: { period: Period; knownAt: Instant; registry: Registry },
): Promise<BurnDown[]> {
  const asOf = fromMs(toMs(period.to) - 1)
  const calendar = registry.calendar('counter', localDateOf(asOf))
  const running: BurnDown[] = []
  for (const { letter } of await deps.directives.all()) {
    const runs = letter.cohorts.some(({ before }) => judgedBefore(before) > period.from)
    if (!runs || letter.receivedAt > asOf) continue
    running.push(burnDownOf(letter, await itemsAsKnown(deps, letter, { asOf, knownAt, registry }), { asOf, calendar }))
  }
  return running
}

/** How far the letter's cohorts are cleared; to agencies and providers, of their own part. */
export async function readBurnDown(
  deps: Reading,
  who: Caller,
  { letter, asOf }: { letter: Directive; asOf: Instant },
): Promise<BurnDown> {
  const items = (await itemsOf(deps, letter, asOf)).filter((item) => isOwn(who, item))
  const calendar = (await deps.registry.current()).calendar('counter', localDateOf(asOf))
  return burnDownOf(letter, items, { asOf, calendar })
}
