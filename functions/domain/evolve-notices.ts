import type { EventOf, NoticeKey } from './event.ts'
import { endCommitment } from './evolve-answers.ts'
import type { Instant } from './instant.ts'
import type { RecipientRole } from './registry.ts'
import type { CaseState, Notice } from './state.ts'

type EscalationEvent = EventOf<'noticeRaised' | 'stepSkipped' | 'noticeSettled' | 'noticeReturned'>

/** What became of a step of the escalation, and of the mails about it. */
export function escalate(state: CaseState, event: EscalationEvent, at: Instant): CaseState {
  const { episode, level, occurrence } = event
  const key = { episode, level, occurrence }
  switch (event.type) {
    case 'noticeRaised': {
      const { due, commitment, immediateAt, roles: pending } = event
      const notice = { ...key, raisedAt: at, due, commitment, immediateAt, pending, returned: [] }
      const raised = { ...state, notices: [...state.notices, notice], settled: [...state.settled, key] }
      return commitment === undefined ? raised : endCommitment(raised, { at, how: 'broken' })
    }
    case 'stepSkipped':
      return { ...state, settled: [...state.settled, key] }
    case 'noticeSettled':
      return inNotice(state, key, (notice) =>
        cameBack(notice, event) ? {} : { pending: without(notice.pending, event.role) },
      )
    case 'noticeReturned':
      return inNotice(state, key, ({ pending, returned }) => ({
        pending: [...without(pending, event.role), event.role],
        returned: [...returned, { role: event.role, window: event.window }],
      }))
    default:
      return event satisfies never
  }
}

const inNotice = (state: CaseState, key: NoticeKey, change: (notice: Notice) => Partial<Notice>): CaseState => ({
  ...state,
  notices: state.notices.map((notice) => (sameNotice(notice, key) ? { ...notice, ...change(notice) } : notice)),
})

/** Of two clocks the one that tells of the return may be behind: a mail that came back settles nothing. */
const cameBack = ({ returned }: Notice, { how, role, window }: EventOf<'noticeSettled'>): boolean =>
  how === 'sent' && returned.some((mail) => mail.role === role && mail.window === window)

const without = (roles: readonly RecipientRole[], role: RecipientRole): RecipientRole[] =>
  roles.filter((each) => each !== role)

export const sameNotice = (a: NoticeKey, b: NoticeKey): boolean =>
  a.episode === b.episode && a.level === b.level && a.occurrence === b.occurrence
