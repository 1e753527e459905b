import type { CaseCommand } from './command.ts'
import { standingCommitment } from './commitment.ts'
import { calendarOf, dueOf, policyOf } from './due.ts'
import type { CaseEvent } from './event.ts'
import type { Happening, Known } from './happening.ts'
import { later, type Instant } from './instant.ts'
import { dueAfter, type Limit } from './limit.ts'
import { definedOnly } from './objects.ts'
import type { Registry } from './registry.ts'
import type { Rejection } from './rejection.ts'
import type { CaseState } from './state.ts'
import type { CaseKind, Status } from './status.ts'

type Subject = Known & { state: CaseState }
type Of<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>

/** What an agency answers to being chased, and what the centre says to that. */
export type AnswerCommand = Of<
  | 'acknowledge'
  | 'commit'
  | 'withdrawCommitment'
  | 'requestExtension'
  | 'refuseExtension'
  | 'explainNotSynced'
  | 'claimDone'
  | 'confirmClaim'
  | 'refuseClaim'
>

export function decideAnswer(command: AnswerCommand, subject: Subject, now: Instant): Happening[] | Rejection {
  const { state } = subject
  const once = (event: CaseEvent): Happening[] => [{ event, at: now }]
  switch (command.type) {
    case 'acknowledge':
      return state.answers.acknowledgedAt === undefined ? once({ type: 'acknowledged' }) : []
    case 'commit':
      return commit(command, subject, now)
    case 'withdrawCommitment':
      return once({ type: 'commitmentWithdrawn', reason: command.reason })
    case 'requestExtension':
      return requestExtension(command, subject, now)
    case 'refuseExtension':
      return once({ type: 'extensionRefused', reason: command.reason })
    case 'explainNotSynced':
      return once({ type: 'notSyncedExplained', reason: command.reason })
    case 'claimDone':
      return once({ type: 'claimed', proof: command.proof })
    case 'confirmClaim':
      return confirm(command, state, now)
    case 'refuseClaim':
      return once({ type: 'claimRefused', reason: command.reason })
    default:
      return command satisfies never
  }
}

/**
 * A date within what the policy of the case allows, counted from now. One word an episode: it is neither put off nor
 * given again once it is broken, for then the escalation would never go on; more time is the centre's to grant.
 */
function commit(command: Of<'commit'>, { state, registry }: Subject, now: Instant): Happening[] | Rejection {
  const fromNow = (limit: Limit): Instant =>
    dueAfter({ start: now, limit, pauses: [], calendar: calendarOf(state, registry) })
  const { workingDays: amount = 1, by = fromNow({ amount, unit: 'workingDays' }) } = command
  const refused = refuseCommitment(by, { state, registry, now }, fromNow)
  if (refused !== undefined) return refused
  return standingCommitment(state)?.by === by ? [] : [{ event: { type: 'committed', by }, at: now }]
}

function refuseCommitment(
  value: Instant,
  { state, registry, now }: { state: CaseState; registry: Registry; now: Instant },
  fromNow: (limit: Limit) => Instant,
): Rejection | undefined {
  const policy = policyOf(state, registry)
  const longest = policy?.value.commitment
  if (longest === undefined) return { code: 'noCommitments', rule: policy?.code, value }
  const known = state.commitments.findLast(
    ({ episode, ended }) => episode === state.episode && ended?.how !== 'withdrawn',
  )
  if (known !== undefined && (known.ended !== undefined || known.by !== value))
    return { code: 'committedBefore', value, by: known.by }
  if (value <= now) return { code: 'notLater', field: 'by', value, than: now }
  const latest = fromNow(longest)
  return value > latest ? { code: 'commitmentTooFar', rule: policy?.code ?? '', value, latest } : undefined
}

/** Asked is not granted: the date stands until an operator extends or reschedules it. */
function requestExtension(
  { why, due, reason }: Of<'requestExtension'>,
  { state, registry }: Subject,
  now: Instant,
): Happening[] | Rejection {
  const than = later(dueOf(state, registry)?.at ?? now, now)
  if (due <= than) return { code: 'notLater', field: 'due', value: due, than }
  return [{ event: definedOnly({ type: 'extensionRequested' as const, why, due, reason }), at: now }]
}

const doneStatus: Record<CaseKind, Status> = {
  dossier: 'processed',
  fieldReport: 'resolved',
  directiveTask: 'completed',
}

/** Done as of the moment when the agency said so, not of the operator's: the time in between was not the agency's. */
function confirm({ reason }: Of<'confirmClaim'>, { facts, answers: { claim } }: CaseState, now: Instant): Happening[] {
  const status = doneStatus[facts.kind]
  const event = { type: 'statusChanged' as const, status, confirms: 'claim' as const, ...definedOnly({ reason }) }
  return [{ event, at: claim?.at ?? now }]
}
