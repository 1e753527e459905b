import type { EventOf, NoticeKey } from './event.ts'
import type { Instant } from './instant.ts'
import type { CaseState } from './state.ts'

type EscalationEvent = EventOf<'noticeRaised' | 'stepSkipped' | 'noticeSettled'>

/** What became of a step of the escalation, and of the mails about it. */
export function escalate(state: CaseState, event: EscalationEvent, at: Instant): CaseState {
  const { episode, level, occurrence } = event
  const key = { episode, level, occurrence }
  switch (event.type) {
    case 'noticeRaised': {
      const notice = { ...key, raisedAt: at, due: event.due, pending: event.roles }
      return { ...state, notices: [...state.notices, notice], settled: [...state.settled, key] }
    }
    case 'stepSkipped':
      return { ...state, settled: [...state.settled, key] }
    case 'noticeSettled': {
      const notices = state.notices.map((notice) =>
        sameNotice(notice, key) ? { ...notice, pending: notice.pending.filter((role) => role !== event.role) } : notice,
      )
      return { ...state, notices }
    }
    default:
      return event satisfies never
  }
}

export const sameNotice = (a: NoticeKey, b: NoticeKey): boolean =>
  a.episode === b.episode && a.level === b.level && a.occurrence === b.occurrence
