import type {
  DraftAccountabilityInput,
  DigestsInput,
  EscalationInput,
  ImportInput,
  WeeklyReportInput,
} from '../../workflows/contract.ts'

/** `exists`: the name was used before, by an execution that may have ended. */
export type Started = 'started' | 'exists'

/** Where executions are started and looked up by name. */
export interface Machines {
  startEscalation(name: string, input: EscalationInput): Promise<Started>
  escalationStatus(name: string): Promise<'running' | 'ended' | 'unknown'>
  startReport(name: string, input: WeeklyReportInput): Promise<Started>
  startDigests(name: string, input: DigestsInput): Promise<Started>
  startImport(name: string, input: ImportInput): Promise<Started>
  startAccountability(name: string, input: DraftAccountabilityInput): Promise<Started>
}

type MachineInput = EscalationInput | WeeklyReportInput | DigestsInput | ImportInput | DraftAccountabilityInput

export interface MemoryMachines extends Machines {
  readonly started: Map<string, MachineInput>
  /** Ends an execution, as a kill or its last step would. */
  end(name: string): void
}

/** The double: keeps what was started, runs nothing. */
export function inMemoryMachines(): MemoryMachines {
  const started = new Map<string, MachineInput>()
  const ended = new Set<string>()
  const start = async (name: string, input: MachineInput): Promise<Started> => {
    if (started.has(name)) return 'exists'
    started.set(name, input)
    return 'started'
  }
  return {
    started,
    end: (name) => ended.add(name),
    startEscalation: start,
    startReport: start,
    startDigests: start,
    startImport: start,
    startAccountability: start,
    escalationStatus: async (name) => (ended.has(name) ? 'ended' : started.has(name) ? 'running' : 'unknown'),
  }
}
