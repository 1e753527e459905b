import * as z from 'zod'
import type { Entry } from './event.ts'
import { sameNotice } from './evolve-notices.ts'
import type { Instant } from './instant.ts'
import { isWithin, type Period } from './period.ts'
import { caseKind, phaseOf } from './status.ts'

const count = z.int().min(0)

/**
 * Reminders and escalations raised in the period, and how many mails of both went out. Of the escalations: how many
 * were sent, and how many of those the agency answered by a deed of its own, or by the work, before the period's end.
 */
export const noticeFigures = z.strictObject({
  reminders: count,
  escalations: count,
  mailed: count,
  escalationsSent: count,
  escalationsAnswered: count,
})
export type NoticeFigures = z.output<typeof noticeFigures>

/** @param asked the period, and until when what was recorded counts */
export function countNotices(
  entries: readonly Entry[],
  { period, knownAt }: { period: Period; knownAt: Instant },
): NoticeFigures {
  const known = entries.filter((entry) => entry.recordedAt <= knownAt && entry.occurredAt < period.to)
  const within = known.filter(({ occurredAt }) => isWithin(occurredAt, period))
  const raised = within.flatMap(({ event, occurredAt }) =>
    event.type === 'noticeRaised' ? [{ ...event, at: occurredAt }] : [],
  )
  const settled = known.flatMap(({ event }) => (event.type === 'noticeSettled' && event.how === 'sent' ? [event] : []))
  const escalations = raised.filter(({ level }) => level > 0)
  const sent = escalations.filter((notice) => settled.some((each) => sameNotice(each, notice)))
  return {
    reminders: raised.length - escalations.length,
    escalations: escalations.length,
    mailed: within.filter(({ event }) => event.type === 'noticeSettled' && event.how === 'sent').length,
    escalationsSent: sent.length,
    escalationsAnswered: sent.filter(({ at }) => known.some((entry) => entry.occurredAt > at && isAnswer(entry)))
      .length,
  }
}

/** A deed of the agency itself, its work as confirmed by others, or the end of the case. */
const isAnswer = ({ actor, event }: Entry): boolean =>
  actor.role === 'agency' ||
  event.type === 'requestAnswered' ||
  (event.type === 'statusChanged' && caseKind.options.some((kind) => phaseOf(kind, event.status) === 'finished'))
