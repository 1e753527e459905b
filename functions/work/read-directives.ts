import type { Caller } from '../domain/access.ts'
import { burnDownOf, type BurnDown } from '../domain/burn-down.ts'
import { cohortItems, type CohortItem } from '../domain/cohort.ts'
import type { Directive } from '../domain/directive.ts'
import { localDateOf, type Instant } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import { idsSince, timelinesOf } from './collect-cases.ts'
import type { DirectiveDeps } from './deps.ts'

/** What belonged to the cohorts of a letter, as it stood at a moment and is known now. */
export async function itemsOf(
  deps: Pick<DirectiveDeps, 'cases' | 'registry' | 'now'>,
  { cohorts }: Directive,
  asOf: Instant,
): Promise<CohortItem[]> {
  const [registry, knownAt] = [await deps.registry.current(), deps.now()]
  const rules = new Map<Instant, Registry>()
  for (const { of } of cohorts) if (of.type === 'frozen') rules.set(of.knownAt, await deps.registry.knownAt(of.knownAt))
  const rulesAt = (at: Instant): Registry => rules.get(at) ?? registry
  const items: CohortItem[] = []
  if (cohorts.length === 0) return items
  const ids = await idsSince(deps.cases, registry, { from: beginningOf(cohorts), to: knownAt })
  for await (const { id, entries } of timelinesOf(deps.cases, ids))
    items.push(...cohortItems(id, entries, { cohorts, asOf, knownAt, registry, rulesAt }))
  return items
}

/** What was closed before then can belong to none of them. */
const beginningOf = (cohorts: Directive['cohorts']): Instant =>
  cohorts.reduce((first, { of }) => {
    const from = of.type === 'frozen' ? of.period.from : of.from
    return from < first ? from : first
  }, '9')

/** How far the letter's cohorts are cleared; to agencies and providers, of their own part. */
export async function readBurnDown(
  deps: Pick<DirectiveDeps, 'cases' | 'registry' | 'now'>,
  who: Caller,
  { letter, asOf }: { letter: Directive; asOf: Instant },
): Promise<BurnDown> {
  const items = (await itemsOf(deps, letter, asOf)).filter((item) => isShown(item, who))
  const calendar = (await deps.registry.current()).calendar('counter', localDateOf(asOf))
  return burnDownOf(letter, items, { asOf, calendar })
}

function isShown({ agency, provider }: CohortItem, who: Caller): boolean {
  switch (who.role) {
    case 'agency':
      return agency === who.agency
    case 'provider':
      return provider === who.provider
    case 'operator':
    case 'signer':
    case 'auditor':
    case 'administrator':
      return true
    default:
      return who satisfies never
  }
}
