import { commandRoles, type Role } from './access.ts'
import { causeOf, documentsHolding, stopBy } from './clock-stops.ts'
import type { CaseCommand } from './command.ts'
import { standingCommitment } from './commitment.ts'
import type { Rejection } from './rejection.ts'
import type { CaseState } from './state.ts'
import type { CaseKind, Status } from './status.ts'

export type CommandType = CaseCommand['type']

/** A source may tell of any moment at any time, and who handled a case may be learned after its end. */
const ended: readonly CommandType[] = [
  'changeStatus',
  'nameHandler',
  'answerRequest',
  'reopen',
  'disputeDelay',
  'answerDispute',
]
const open: readonly CommandType[] = [
  'changeStatus',
  'issueRequest',
  'answerRequest',
  'pause',
  'resume',
  'extend',
  'reschedule',
  'reassign',
  'decline',
  'nameHandler',
  'acknowledge',
  'commit',
  'withdrawCommitment',
  'requestExtension',
  'refuseExtension',
  'explainNotSynced',
  'claimDone',
  'confirmClaim',
  'refuseClaim',
  'resolve',
  'reportProgress',
  'disputeDelay',
  'answerDispute',
]

/** What only an agency that has the case can say, itself or through an operator. */
const agencyAnswers: readonly CommandType[] = [
  'decline',
  'acknowledge',
  'commit',
  'requestExtension',
  'explainNotSynced',
  'claimDone',
]

/** A dossier's end is the source's to say; a field report's limit is policy and may be extended. */
const notForKind: Record<CaseKind, readonly CommandType[]> = {
  dossier: ['resolve', 'extend', 'reportProgress'],
  fieldReport: ['issueRequest', 'answerRequest', 'reschedule', 'reportProgress'],
  directiveTask: ['issueRequest', 'answerRequest', 'reschedule'],
}

/** What may be done to the case as it stands, under the given document where it is about a pause. */
export function allowedCommands(state: CaseState, document?: string): CommandType[] {
  const { facts, progress, agency, declined, answers, disputes } = state
  const pointless = new Set<CommandType>(notForKind[facts.kind])
  pointless.add(stopBy(state, causeOf(document)) === undefined ? 'resume' : 'pause')
  if (agency === undefined) agencyAnswers.forEach((type) => pointless.add(type))
  if (declined !== undefined) pointless.add('decline')
  if (standingCommitment(state) === undefined) pointless.add('withdrawCommitment')
  if (answers.extension === undefined) pointless.add('refuseExtension')
  if (answers.claim === undefined) pointless.add('confirmClaim').add('refuseClaim')
  if (disputes.length === 0) pointless.add('answerDispute')
  return (progress.phase === 'finished' ? ended : open).filter((type) => !pointless.has(type))
}

/** Why the case as it stands does not take the command; the error names what it would take. */
export function refuse(command: CaseCommand, state: CaseState): Rejection | undefined {
  const { status } = state
  const document = 'document' in command ? command.document : undefined
  const allowed = allowedCommands(state, document)
  if (allowed.includes(command.type) || isLinkOfEnded(command, state)) return undefined
  const documents = documentsHolding(state)
  if (command.type === 'resume' && documents.length > 0) return { code: 'heldByDocument', status, documents }
  return { code: 'notAllowed', status, command: command.type, allowed }
}

/** That a finished report says another one again may be found later; nothing else about its end is moved by it. */
const isLinkOfEnded = (command: CaseCommand, { facts, progress, duplicateOf }: CaseState): boolean =>
  command.type === 'resolve' &&
  command.outcome === 'duplicate' &&
  facts.kind === 'fieldReport' &&
  progress.phase === 'finished' &&
  duplicateOf === undefined

/** Why the role may not give the command to this case. */
export function refuseRole(role: Role, command: CaseCommand, state: CaseState): Rejection | undefined {
  const { type } = command
  if (commandRoles[type].includes(role) && !isBeyond(role, command, state)) return undefined
  const allowed = allowedCommands(state).filter((each) => commandRoles[each].includes(role))
  return { code: 'notForRole', role, status: state.status, command: type, allowed }
}

/** The software that watches public services knows of dossiers only. */
function isBeyond(role: Role, command: CaseCommand, state: CaseState): boolean {
  if (role === 'monitoring') return state.facts.kind !== 'dossier'
  return role === 'agency' && endsWithoutWork(command, state)
}

/**
 * Who handles a field report must not end it as not its own, said twice, or withdrawn, nor who has a task take it back:
 * it would end its own delay.
 */
const withoutWork = new Set<Status>(['notCompetent', 'duplicate', 'withdrawn', 'lapsed', 'cancelled'])

function endsWithoutWork(command: CaseCommand, { facts }: CaseState): boolean {
  if (facts.kind === 'dossier') return false
  if (command.type === 'resolve') return withoutWork.has(command.outcome)
  return command.type === 'changeStatus' && withoutWork.has(command.status)
}
