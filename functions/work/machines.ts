import type { Instant } from '../domain/instant.ts'

/** Input of the escalation machine: ids and times only. */
export interface EscalationInput {
  contract: 1
  caseId: string
  timerVersion: number
  waitUntil: Instant
}

/** Input of the weekly-report machine when a signature publishes early. */
export interface PublishInput {
  contract: 1
  action: 'publish'
  time: Instant
  week: string
  notBefore: Instant
}

/** `exists`: the name was used before, by an execution that may have ended. */
export type Started = 'started' | 'exists'

/** Where executions are started and looked up by name. */
export interface Machines {
  startEscalation(name: string, input: EscalationInput): Promise<Started>
  escalationStatus(name: string): Promise<'running' | 'ended' | 'unknown'>
  startReport(name: string, input: PublishInput): Promise<Started>
}

export interface MemoryMachines extends Machines {
  readonly started: Map<string, EscalationInput | PublishInput>
  /** Ends an execution, as a kill or its last step would. */
  end(name: string): void
}

/** The double: keeps what was started, runs nothing. */
export function inMemoryMachines(): MemoryMachines {
  const started = new Map<string, EscalationInput | PublishInput>()
  const ended = new Set<string>()
  const start = async (name: string, input: EscalationInput | PublishInput): Promise<Started> => {
    if (started.has(name)) return 'exists'
    started.set(name, input)
    return 'started'
  }
  return {
    started,
    end: (name) => ended.add(name),
    startEscalation: start,
    startReport: start,
    escalationStatus: async (name) => (ended.has(name) ? 'ended' : started.has(name) ? 'running' : 'unknown'),
  }
}
