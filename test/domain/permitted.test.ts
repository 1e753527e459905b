import { describe, expect, it } from 'vitest'
import { accessMatrix, commandRoles, type Role } from '../../functions/domain/access.ts'
import { caseCommand, type CaseCommand } from '../../functions/domain/command.ts'
import { allowedCommands, refuseRole } from '../../functions/domain/permitted.ts'
import { dossier, fieldReport, Scenario, vn } from '../support/scenario.ts'

const report = new Scenario().given(['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }])
const taken = new Scenario().given(['2021-10-18 09:05', { type: 'registerDossier', facts: dossier }])
const reason = 'lý do'

/** One of each; a new command does not compile until it stands here. */
const commands: { [T in CaseCommand['type']]: Extract<CaseCommand, { type: T }> } = {
  changeStatus: { type: 'changeStatus', status: 'processing' },
  issueRequest: { type: 'issueRequest', request: 'yc-1' },
  answerRequest: { type: 'answerRequest', request: 'yc-1' },
  pause: { type: 'pause', reason },
  resume: { type: 'resume' },
  extend: { type: 'extend', due: vn('2021-10-29 17:00'), reason },
  reschedule: { type: 'reschedule', due: vn('2021-10-29 17:00'), reason },
  reassign: { type: 'reassign', agency: 'so-xd', reason },
  decline: { type: 'decline', reason },
  nameHandler: { type: 'nameHandler', handler: { name: 'H Thử', post: 'chuyên viên' } },
  acknowledge: { type: 'acknowledge' },
  commit: { type: 'commit', workingDays: 2 },
  withdrawCommitment: { type: 'withdrawCommitment', reason },
  requestExtension: { type: 'requestExtension', due: vn('2021-10-29 17:00'), why: 'materials' },
  refuseExtension: { type: 'refuseExtension', reason },
  explainNotSynced: { type: 'explainNotSynced', reason },
  claimDone: { type: 'claimDone', proof: 'biên bản số 7' },
  confirmClaim: { type: 'confirmClaim' },
  refuseClaim: { type: 'refuseClaim', reason },
  resolve: { type: 'resolve', outcome: 'resolved' },
  reopen: { type: 'reopen', reason },
  reportProgress: { type: 'reportProgress', report: 'xong một nửa' },
  disputeDelay: { type: 'disputeDelay', entry: 1, reason },
  answerDispute: { type: 'answerDispute', entry: 1, upheld: true, reason },
}

describe('who may give a command', () => {
  it.each(Object.values(commands))('$type: just the roles of its cell', (command) => {
    const roles: Role[] = ['provider', 'agency', 'operator', 'signer', 'auditor', 'administrator']
    const may = roles.filter((role) => refuseRole(role, command, report.state()) === undefined)
    expect(may).toEqual(roles.filter((role) => commandRoles[command.type].includes(role)))
    for (const role of may) expect(Object.keys(accessMatrix.commandCase)).toContain(role)
  })

  it('lets the software that watches public services tell of dossiers, and of nothing else', () => {
    const told = Object.values(commands).filter((each) => refuseRole('monitoring', each, taken.state()) === undefined)
    expect(told.map(({ type }) => type)).toEqual(['changeStatus', 'issueRequest', 'answerRequest'])
    for (const each of told) expect(refuseRole('monitoring', each, report.state())?.code).toBe('notForRole')
  })

  it('knows every command', () => {
    expect(Object.keys(commands)).toEqual(caseCommand.options.map(({ shape }) => shape.type.value))
  })

  it('names the role, the state and what the role may do instead', () => {
    expect(refuseRole('agency', commands.reassign, report.state())).toEqual({
      code: 'notForRole',
      role: 'agency',
      status: 'received',
      command: 'reassign',
      allowed: [
        'changeStatus',
        'decline',
        'nameHandler',
        'acknowledge',
        'commit',
        'requestExtension',
        'explainNotSynced',
        'claimDone',
        'resolve',
        'disputeDelay',
      ],
    })
  })

  it.each(['notCompetent', 'duplicate', 'withdrawn'] as const)(
    'lets no agency end its own delay by saying "%s", neither in one way nor in the other',
    (status) => {
      const resolve = { type: 'resolve', outcome: status } as const
      const tell = { type: 'changeStatus', status } as const
      for (const command of [resolve, tell]) {
        expect(refuseRole('agency', command, report.state())).toMatchObject({ code: 'notForRole' })
        expect(refuseRole('operator', command, report.state())).toBeUndefined()
        expect(refuseRole('provider', command, report.state())).toBeUndefined()
      }
    },
  )

  it('leaves it to the agency to say that a citizen has withdrawn a dossier', () => {
    const withdrawn = { type: 'changeStatus', status: 'withdrawn' } as const
    expect(refuseRole('agency', withdrawn, taken.state())).toBeUndefined()
  })
})

/** What settles an answer has no place before there is one. */
const toSettle = ['withdrawCommitment', 'refuseExtension', 'confirmClaim', 'refuseClaim', 'answerDispute']

describe('what a case takes', () => {
  it('depends on its kind, and on whether it is finished', () => {
    const notOfDossiers = new Set(['resume', 'extend', 'resolve', 'reopen', 'reportProgress', ...toSettle])
    expect(allowedCommands(taken.state())).toEqual(Object.keys(commands).filter((type) => !notOfDossiers.has(type)))
    const closed = new Scenario().given(
      ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }],
      ['2021-10-19 10:00', commands.resolve],
    )
    expect(allowedCommands(closed.state())).toEqual(['changeStatus', 'nameHandler', 'reopen', 'disputeDelay'])
    closed.given(['2021-10-20 10:00', commands.disputeDelay])
    expect(allowedCommands(closed.state())).toContain('answerDispute')
  })

  it('is "resume" under a document that holds it, else "pause"', () => {
    const held = new Scenario().given(
      ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }],
      ['2021-10-19 08:00', { type: 'pause', reason, document: '152/UBND' }],
    )
    expect(allowedCommands(held.state(), '152/UBND')).toContain('resume')
    expect(allowedCommands(held.state(), '152/UBND')).not.toContain('pause')
    expect(allowedCommands(held.state())).toContain('pause')
  })

  it('is no answer of an agency where no agency has it', () => {
    const { agency: _, ...facts } = fieldReport
    const unassigned = new Scenario().given(['2021-10-18 09:05', { type: 'registerFieldReport', facts }])
    for (const answer of ['decline', 'acknowledge', 'commit', 'requestExtension', 'explainNotSynced', 'claimDone'])
      expect(allowedCommands(unassigned.state())).not.toContain(answer)
  })
})

describe('a duplicate', () => {
  const parse = (command: object) => caseCommand.safeParse(command).success

  it('names its original, and nothing else does', () => {
    expect(parse({ type: 'resolve', outcome: 'duplicate', duplicateOf: 'report:vnpt:pa-9' })).toBe(true)
    expect(parse({ type: 'resolve', outcome: 'duplicate' })).toBe(false)
    expect(parse({ type: 'resolve', outcome: 'resolved', duplicateOf: 'report:vnpt:pa-9' })).toBe(false)
  })

  it('shows it until it is reopened', () => {
    const closed = new Scenario().given(
      ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }],
      ['2021-10-19 10:00', { type: 'resolve', outcome: 'duplicate', duplicateOf: 'report:vnpt:pa-9' }],
    )
    expect(closed.state()).toMatchObject({ status: 'duplicate', duplicateOf: 'report:vnpt:pa-9' })
    closed.given(['2021-10-20 10:00', { type: 'reopen', reason: 'khác vị trí' }])
    expect(closed.state().duplicateOf).toBeUndefined()
  })

  it('is never one of itself', () => {
    for (const type of ['resolve', 'changeStatus'] as const)
      report
        .when('2021-10-19 10:00', {
          ...(type === 'resolve' ? { type, outcome: 'duplicate' } : { type, status: 'duplicate' }),
          duplicateOf: 'report:vnpt:pa-1',
        })
        .refused({ code: 'noOriginal', why: 'itself' })
  })
})
