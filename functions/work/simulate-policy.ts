import { refuseFuture } from '../domain/happening.ts'
import type { Period } from '../domain/period.ts'
import { addDays, atLocal, earlier, localDateOf, type Instant, type LocalDate } from '../domain/instant.ts'
import { refuseChanges } from '../domain/registry-change.ts'
import type { Registry } from '../domain/registry.ts'
import type { Rejection } from '../domain/rejection.ts'
import { asIfEver, rulesOverTime, type RulesOverTime } from '../domain/rules-over-time.ts'
import { daysOf, type Simulation } from '../domain/simulated-mails.ts'
import { simulateCase, type Told } from '../domain/simulation.ts'
import { idsSince } from './collect-cases.ts'
import type { Core, RegistryDeps } from './deps.ts'
import { throughCases } from './open-cases.ts'
import type { SimulationRequest } from './wire.ts'

type Deps = Core & Pick<RegistryDeps, 'cases' | 'registryStore'>

/**
 * Runs proposed policies over the real history of the last weeks, beside the rules that were in force then, and answers
 * with the mails that each recipient would have had. Reads only.
 */
export async function simulatePolicy(
  deps: Deps,
  request: SimulationRequest,
): Promise<Simulation | { type: 'rejected'; rejection: Rejection }> {
  const now = deps.now()
  const { to = localDateOf(now) } = request
  const future = refuseFuture({ to: atLocal(to, '00:00') }, now)
  if (future !== undefined) return { type: 'rejected', rejection: future }
  const known = await deps.registryStore.rows()
  const rules = { inForce: rulesOverTime(known), proposed: rulesOverTime(asIfEver(known, request.rows)) }
  const registry = rules.inForce.at(now)
  const rejection = refuseChanges(request.rows, { before: registry, after: rules.proposed.at(now) })
  if (rejection !== undefined) return { type: 'rejected', rejection }
  const period = periodOf(to, request.weeks, now)
  const ids = await idsSince(deps.cases, registry, { from: period.from, to: now })
  const lived = await live(deps, { ids: ids.filter((id) => id > (request.after ?? '')), rules, period })
  return { type: 'simulation', ...period, ...lived, recipients: recipientsOf(lived.days, registry, to) }
}

interface Trial {
  ids: readonly string[]
  rules: { inForce: RulesOverTime; proposed: RulesOverTime }
  period: Period
}

async function live(
  deps: Deps,
  { ids, rules, period }: Trial,
): Promise<Pick<Simulation, 'cases' | 'days' | 'withoutContact' | 'after'>> {
  const told = { inForce: new Array<Told>(), proposed: new Array<Told>() }
  const withoutContact = { inForce: 0, proposed: 0 }
  let cases = 0
  const last = await throughCases(deps, ids, async (documents) => {
    cases += documents.length
    for (const { entries } of documents)
      for (const which of ['inForce', 'proposed'] as const) {
        const lived = simulateCase(entries, rules[which], period)
        told[which].push(...lived.told)
        withoutContact[which] += lived.withoutContact
      }
  })
  return { cases, days: daysOf(told), withoutContact, ...(last !== undefined && { after: last }) }
}

/** So many whole weeks up to the end of the day, or until now. */
const periodOf = (to: LocalDate, weeks: number, now: Instant): Period => ({
  from: atLocal(addDays(to, 1 - 7 * weeks), '00:00'),
  to: earlier(atLocal(to, '24:00'), now),
})

function recipientsOf(days: Simulation['days'], registry: Registry, on: LocalDate): Simulation['recipients'] {
  const codes = new Set(days.map(({ recipient }) => recipient))
  const entries = [...codes].flatMap((code) => {
    const contact = registry.find('contact', code, on)
    if (contact === undefined) return []
    const agency = registry.find('agency', contact.agency, on)?.name ?? contact.agency
    return [[code, { agency, role: contact.role }] as const]
  })
  return Object.fromEntries(entries)
}
