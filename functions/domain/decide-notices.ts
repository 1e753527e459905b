import type { CommandContext, SystemCommand } from './command.ts'
import { firingAt } from './escalation.ts'
import type { NoticeKey } from './event.ts'
import { sameNotice } from './evolve-notices.ts'
import type { Happening } from './happening.ts'
import { later } from './instant.ts'
import { definedOnly } from './objects.ts'
import type { RecipientRole, Registry } from './registry.ts'
import { endOfMinute, nextSending } from './sending-hours.ts'
import type { CaseState } from './state.ts'

/** The step that is due and those that it overtakes; nothing where none is due. */
export function decideEscalation(state: CaseState, registry: Registry, { now }: CommandContext): Happening[] {
  const { fire, skip } = firingAt(state, registry, now)
  const skipped = skip.map(({ step: { episode, level, occurrence }, why }) => ({
    event: { type: 'stepSkipped' as const, episode, level, occurrence, why },
    at: now,
  }))
  if (fire === undefined) return skipped
  const { episode, level, occurrence, due, at: stepAt, commitment, roles, delivery } = fire
  const immediateAt = delivery === 'immediate' ? nextSending(state, registry, endOfMinute(now)) : undefined
  const notice = definedOnly({ episode, level, occurrence, due, stepAt, commitment, roles: [...roles], immediateAt })
  return [...skipped, { event: { type: 'noticeRaised', ...notice }, at: now }]
}

type Of<T extends SystemCommand['type']> = Extract<SystemCommand, { type: T }>

/**
 * Only what still waits is settled, and not by a mail that came back: what is repeated tells the case nothing new. It is
 * settled after it was raised, also by a clock that is behind: folded before it, it would wait and be mailed for ever.
 */
export function decideSettlement(
  { notices, window }: Of<'settleNotices'>,
  state: CaseState | undefined,
  { now }: CommandContext,
): Happening[] {
  return notices.flatMap((each) => {
    const waiting = state?.notices.find((notice) => sameNotice(notice, each) && notice.pending.includes(each.role))
    if (waiting === undefined || (each.how === 'sent' && cameBack(state, each, window))) return []
    return { event: { type: 'noticeSettled', ...each, window }, at: later(now, waiting.raisedAt) }
  })
}

/**
 * A mail came back: its notices wait for another one. Told once; it may be told before the case has heard that the mail
 * went out, for a bounce is fast and a digest run is long.
 */
export function decideReturn(
  { notices, window }: Of<'returnNotices'>,
  state: CaseState | undefined,
  { now }: CommandContext,
): Happening[] {
  return notices.flatMap((each) => {
    const raised = state?.notices.find((notice) => sameNotice(notice, each))
    if (raised === undefined || cameBack(state, each, window)) return []
    return { event: { type: 'noticeReturned', ...each, window }, at: later(now, raised.raisedAt) }
  })
}

type NoticeFor = NoticeKey & { role: RecipientRole }

const cameBack = (state: CaseState | undefined, key: NoticeFor, window: string): boolean =>
  state?.notices.some(
    (notice) =>
      sameNotice(notice, key) && notice.returned.some((mail) => mail.role === key.role && mail.window === window),
  ) ?? false
