import type { CaseCommand } from './command.ts'
import type { CaseState } from './state.ts'
import type { CaseKind, Phase } from './status.ts'

export type CommandType = CaseCommand['type']

/** Always allowed: a source may tell of any moment at any time, and requests and names are facts of their own. */
const anyPhase = ['changeStatus', 'nameHandler'] as const

const open = [...anyPhase, 'issueRequest', 'answerRequest', 'reassign'] as const

const byPhase: Record<Phase, readonly CommandType[]> = {
  waiting: [...open, 'resolve', 'extend', 'reschedule'],
  running: [...open, 'pause', 'resolve', 'extend', 'reschedule'],
  paused: [...open, 'pause', 'resume', 'resolve', 'extend', 'reschedule'],
  finished: [...anyPhase, 'answerRequest', 'reopen'],
}

/** A dossier's end is the source's to say; a field report's limit is policy and may be extended. */
const notForKind: Record<CaseKind, readonly CommandType[]> = {
  dossier: ['resolve', 'extend'],
  fieldReport: ['issueRequest', 'answerRequest', 'reschedule'],
}

/** What may be done to the case as it stands; an error names this list. */
export function allowedCommands({ facts, progress, stops }: CaseState): CommandType[] {
  const byCommand = stops.command === undefined ? 'resume' : 'pause'
  return byPhase[progress.phase].filter((type) => type !== byCommand && !notForKind[facts.kind].includes(type))
}
