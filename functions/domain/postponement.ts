import { calendarInForce, dueIfResumed, dueOf, findRule, ruleCodes } from './due.ts'
import { later, localDateOf, type Instant } from './instant.ts'
import { shift } from './limit.ts'
import type { Registry } from './registry.ts'
import type { Rejection } from './rejection.ts'
import type { CaseState } from './state.ts'

interface Wanted {
  command: 'extend' | 'reschedule'
  due: Instant
  now: Instant
}

/**
 * Why the due date may not be put off to there: it must move on, and keep within the rule that is in force on the day
 * when it is put off. Every earlier postponement counts, also one from before the rule.
 */
export function refusePostponement(state: CaseState, registry: Registry, wanted: Wanted): Rejection | undefined {
  const { command, due, now } = wanted
  const than = command === 'extend' ? later(dueOf(state, registry)?.at ?? now, now) : now
  if (due <= than) return { code: 'notLater', field: 'due', value: due, than }
  const codes = [...ruleCodes(state, registry), `${state.facts.kind}:*`]
  const rule = findRule(registry, 'postponement', { codes, on: localDateOf(now) })
  if (rule === undefined) return undefined
  const { times, total } = rule.value
  if (state.postponed.length >= times) return { code: 'postponedTooOften', rule: rule.code, command, times }
  const first = firstDue(state, registry, now)
  const calendar = calendarInForce(state, registry)
  if (total === undefined || first === undefined || calendar === undefined) return undefined
  const latest = shift(calendar, first, total)
  return due > latest ? { code: 'postponedTooFar', rule: rule.code, value: due, latest } : undefined
}

/** The date that stands without the extensions made since the source or the registry set it. */
function firstDue(state: CaseState, registry: Registry, now: Instant): Instant | undefined {
  const { statutory, postponed } = state
  const set =
    statutory?.basis === 'extension'
      ? postponed.findLast(({ before }) => before?.basis !== 'extension')?.before
      : statutory
  return (set ?? dueIfResumed(state, registry, now))?.at
}
