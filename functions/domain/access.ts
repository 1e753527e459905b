import * as z from 'zod'
import type { CaseCommand } from './command.ts'
import { slug } from './registry.ts'

/**
 * Who a caller is. Providers see their own reports, agencies their own cases; the others see all. `monitoring` is the
 * centre's own software that watches the public services: no person has that role.
 */
export const caller = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('provider'), id: z.string(), provider: slug }),
  z.strictObject({ role: z.literal('agency'), id: z.string(), agency: slug }),
  z.strictObject({ role: z.enum(['operator', 'signer', 'auditor', 'administrator', 'monitoring']), id: z.string() }),
])
export type Caller = z.output<typeof caller>
export type Role = Caller['role']
/** What people can be; software that is more than its provider or agency has a role of its own. */
export type PersonRole = Exclude<Role, 'monitoring'>

/** What the API offers, one id per kind of deed. */
export type Action =
  | 'registerDossier'
  | 'registerFieldReport'
  | 'commandCase'
  | 'pauseCases'
  | 'readCase'
  | 'listCases'
  | 'contributeToReport'
  | 'signReport'
  | 'recomputeReport'
  | 'manageNumbers'
  | 'recordTransmissions'
  | 'readReport'
  | 'changeRegistry'
  | 'readIncidents'
  | 'closeIncident'
  | 'simulatePolicy'
  | 'importCases'
  | 'enterDirective'
  | 'readDirective'
  | 'manageApiKeys'
  | 'readPerson'
  | 'auditPerson'
  | 'erasePerson'
  | 'readAccountability'
  | 'explainAccountability'
  | 'draftAccountability'
  | 'settleDuplicates'
  | 'tellControlTotal'
  | 'readControlTotals'

const centre = { operator: 'all', signer: 'all', auditor: 'all', administrator: 'all' } as const
const everybody = { provider: 'own', agency: 'own', ...centre, monitoring: 'all' } as const

/** The access matrix. `own` limits to the caller's own provider or agency. A test walks every cell. */
export const accessMatrix: Record<Action, Partial<Record<Role, 'all' | 'own'>>> = {
  registerDossier: { agency: 'own', operator: 'all', monitoring: 'all' },
  registerFieldReport: { provider: 'own', operator: 'all' },
  commandCase: { provider: 'own', agency: 'own', operator: 'all', monitoring: 'all' },
  pauseCases: { operator: 'all' },
  readCase: everybody,
  listCases: everybody,
  contributeToReport: { operator: 'all', signer: 'all' },
  signReport: { signer: 'all' },
  recomputeReport: centre,
  manageNumbers: { operator: 'all', signer: 'all' },
  recordTransmissions: { operator: 'all' },
  readReport: centre,
  changeRegistry: { administrator: 'all' },
  readIncidents: { operator: 'all', auditor: 'all', administrator: 'all' },
  closeIncident: { operator: 'all' },
  simulatePolicy: { operator: 'all', auditor: 'all', administrator: 'all' },
  importCases: { agency: 'own', operator: 'all' },
  enterDirective: { operator: 'all' },
  manageApiKeys: { administrator: 'all' },
  settleDuplicates: { operator: 'all' },
  tellControlTotal: { provider: 'own', operator: 'all' },
  readControlTotals: { provider: 'own', operator: 'all', auditor: 'all', administrator: 'all' },
  readDirective: { provider: 'all', agency: 'all', ...centre },
  readPerson: { operator: 'all' },
  auditPerson: { auditor: 'all', administrator: 'all' },
  erasePerson: { operator: 'all' },
  readAccountability: { provider: 'own', agency: 'own', ...centre },
  explainAccountability: { provider: 'own', agency: 'own', operator: 'all' },
  draftAccountability: { operator: 'all', signer: 'all' },
}

/**
 * Who may give which command to a case within reach. What stops the clock, moves the date that stands against an
 * agency, or takes the case from it, is the centre's to do: an agency that finds a case not its own declines it.
 */
export const commandRoles: Record<CaseCommand['type'], readonly Role[]> = {
  changeStatus: ['provider', 'agency', 'operator', 'monitoring'],
  issueRequest: ['operator', 'monitoring'],
  answerRequest: ['agency', 'operator', 'monitoring'],
  pause: ['operator'],
  resume: ['operator'],
  extend: ['operator'],
  reschedule: ['agency', 'operator'],
  reassign: ['operator'],
  decline: ['agency', 'operator'],
  nameHandler: ['agency', 'operator'],
  acknowledge: ['agency', 'operator'],
  commit: ['agency', 'operator'],
  withdrawCommitment: ['operator'],
  requestExtension: ['agency', 'operator'],
  refuseExtension: ['operator'],
  explainNotSynced: ['agency', 'operator'],
  claimDone: ['agency', 'operator'],
  confirmClaim: ['operator'],
  refuseClaim: ['operator'],
  resolve: ['provider', 'agency', 'operator'],
  reopen: ['operator'],
  reportProgress: ['agency', 'operator'],
  disputeDelay: ['agency', 'operator'],
  answerDispute: ['operator'],
}

/** Whose the thing is that the caller reaches for; a case without either belongs to no agency yet. */
export interface Owner {
  agency?: string | undefined
  provider?: string | undefined
}

/** Without an owner the question is whether the caller may do such a thing at all. */
export function may(who: Caller, action: Action, owner?: Owner): boolean {
  const reach = accessMatrix[action][who.role]
  if (reach === undefined) return false
  return reach === 'all' || owner === undefined || isOwn(who, owner)
}

/** Whether the thing is the caller's: a provider's or an agency's own; to all others everything is. */
export function isOwn(who: Caller, owner: Owner): boolean {
  switch (who.role) {
    case 'provider':
      return owner.provider === who.provider
    case 'agency':
      return owner.agency === who.agency
    case 'operator':
    case 'signer':
    case 'auditor':
    case 'administrator':
    case 'monitoring':
      return true
    default:
      return who satisfies never
  }
}
