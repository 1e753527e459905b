import type { CommandContext, SystemCommand } from './command.ts'
import { firingAt } from './escalation.ts'
import type { NoticeKey } from './event.ts'
import { sameNotice } from './evolve-notices.ts'
import type { Happening } from './happening.ts'
import type { RecipientRole, Registry } from './registry.ts'
import type { CaseState } from './state.ts'

/** The step that is due and those that it overtakes; nothing where none is due. */
export function decideEscalation(state: CaseState, registry: Registry, { now }: CommandContext): Happening[] {
  const { fire, skip } = firingAt(state, registry, now)
  const skipped = skip.map(({ step: { episode, level, occurrence }, why }) => ({
    event: { type: 'stepSkipped' as const, episode, level, occurrence, why },
    at: now,
  }))
  if (fire === undefined) return skipped
  const { episode, level, occurrence, due, at: stepAt, roles } = fire
  return [
    ...skipped,
    { event: { type: 'noticeRaised', episode, level, occurrence, due, stepAt, roles: [...roles] }, at: now },
  ]
}

type Settlement = Extract<SystemCommand, { type: 'settleNotices' }>

/** Only what still waits is settled: a run that is repeated tells the case nothing new. */
export function decideSettlement(
  { notices, window }: Settlement,
  state: CaseState | undefined,
  { now }: CommandContext,
): Happening[] {
  const waits = (key: NoticeKey & { role: RecipientRole }): boolean =>
    state?.notices.some((notice) => sameNotice(notice, key) && notice.pending.includes(key.role)) ?? false
  return notices.filter(waits).map((notice) => ({ event: { type: 'noticeSettled', ...notice, window }, at: now }))
}
