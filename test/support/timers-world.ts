import { escalateCaseAnswer, escalateCaseInput } from '../../workflows/contract.ts'
import type { Command } from '../../functions/domain/command.ts'
import type { CaseDocument } from '../../functions/domain/document.ts'
import type { EventOf } from '../../functions/domain/event.ts'
import { fromMs, MINUTE_MS, toMs, type Instant } from '../../functions/domain/instant.ts'
import type { RegistryRow } from '../../functions/domain/registry.ts'
import { cachedRegistry } from '../../functions/store/cached-registry.ts'
import { inMemoryCaseStore } from '../../functions/store/case-store.ts'
import { inMemoryRegistryStore } from '../../functions/store/registry-store.ts'
import type { CaseDeps } from '../../functions/work/deps.ts'
import { escalate } from '../../functions/work/escalate.ts'
import { inMemoryMachines, type Machines } from '../../functions/work/machines.ts'
import { sweep, type SweepResult } from '../../functions/work/sweep.ts'
import { armIfNear } from '../../functions/work/timers.ts'
import { carryOut, type Outcome } from '../../functions/work/update-case.ts'
import type { InvokeOutcome } from '../../infra/local/asl-thread.ts'
import { compileMachine } from '../../infra/local/asl-machine.ts'
import { VirtualClock } from '../../infra/local/clock.ts'
import { MemoryExecutions } from '../../infra/local/execution-store.ts'
import { Executions, StepFunctionsError } from '../../infra/local/executions.ts'
import { answerOf, type Definition } from '../local/asl-run.ts'
import { definitionOf } from '../workflows/machines.ts'
import { rows } from './registry.ts'

export const ESCALATION_ARN = 'arn:aws:states:ap-southeast-1:123456789012:stateMachine:escalation'

/** What may go wrong, for as long as it is set. */
export interface Troubles {
  /** The rule of the sweep is off. */
  noSweeps: boolean
  /** Every call of the function fails. */
  functionDown: boolean
  /** Of the starts of executions, in turn: refused where true. */
  throttled: () => boolean
  /** How far the clock of the function's instance is off, in milliseconds. */
  skew: () => number
}

export interface WorldRules {
  definition?: Definition
  rows?: readonly RegistryRow[]
}

/** Cases, the sweep every 5 minutes, the escalation's own machine and function on one virtual clock. */
export class TimersWorld {
  readonly clock: VirtualClock
  readonly deps: CaseDeps
  readonly executions: Executions
  readonly sweeps: SweepResult[] = []
  readonly lateness: number[] = []
  readonly troubles: Troubles = { noSweeps: false, functionDown: false, throttled: () => false, skew: () => 0 }
  #told = 0

  private constructor(start: Instant, rules: RegistryRow[], definition: Definition) {
    this.clock = new VirtualClock(toMs(start))
    this.deps = this.#dependencies(rules)
    this.executions = new Executions({
      clock: this.clock,
      random: () => 0.5,
      store: new MemoryExecutions(),
      machines: [
        {
          arn: ESCALATION_ARN,
          roleArn: 'arn:aws:iam::123456789012:role/machine',
          machine: compileMachine(definition),
          revision: '1',
        },
      ],
      invoke: (_, payload) => this.clock.busy(this.#invoke(payload)),
    })
    this.#sweepAt(Math.ceil(toMs(start) / SWEEP_MS) * SWEEP_MS)
  }

  static async from(start: Instant, { definition = definitionOf('escalation'), ...given }: WorldRules = {}) {
    return new TimersWorld(start, [...(given.rows ?? rows)], definition)
  }

  get now(): Instant {
    return fromMs(this.clock.now())
  }

  until(at: Instant): Promise<void> {
    return this.clock.runUntil(toMs(at))
  }

  /** As a command of the API: a step that is thereby near is armed at once. */
  async tell(id: string, command: Command): Promise<Outcome> {
    const actor = { role: 'operator', id: 'test' }
    const outcome = await carryOut(this.deps, id, { command, actor, commandId: `told-${(this.#told += 1)}` })
    if (outcome.type !== 'rejected') await armIfNear(this.deps, outcome.document)
    return outcome
  }

  async document(id: string): Promise<CaseDocument> {
    const document = await this.deps.cases.load(id)
    if (document === undefined) throw new Error(`no ${id}`)
    return document
  }

  async notices(id: string): Promise<(EventOf<'noticeRaised'> & { at: Instant })[]> {
    const { entries } = await this.document(id)
    return entries.flatMap(({ event, recordedAt }) =>
      event.type === 'noticeRaised' ? [{ ...event, at: recordedAt }] : [],
    )
  }

  /** Ends whatever runs, as somebody at the console may. */
  killAll(): void {
    for (const { arn, status } of this.executions.all()) if (status === 'RUNNING') this.executions.stop(arn, {})
  }

  running(): number {
    return this.executions.all().filter(({ status }) => status === 'RUNNING').length
  }

  #sweepAt(ms: number): void {
    this.clock.at(ms, async () => {
      if (!this.troubles.noSweeps) this.sweeps.push(await sweep(this.deps))
      this.#sweepAt(ms + SWEEP_MS)
    })
  }

  async #invoke(payload: unknown): Promise<InvokeOutcome> {
    const { functionDown, skew } = this.troubles
    if (functionDown) return { type: 'error', error: 'Lambda.ServiceException', cause: '' }
    const off = skew()
    const deps = { ...this.deps, now: () => fromMs(this.clock.now() + off) }
    return answerOf(async () => escalateCaseAnswer.parse(await escalate(deps, escalateCaseInput.parse(payload))))
  }

  #dependencies(rules: RegistryRow[]): CaseDeps {
    const registryStore = inMemoryRegistryStore()
    void registryStore.add(rules)
    const now = () => fromMs(this.clock.now())
    const silent = () => {}
    const metric = (name: string, value: number) => void (name === 'stepLatenessSeconds' && this.lateness.push(value))
    return {
      now,
      newId: () => `id-${(this.#told += 1)}`,
      random: () => 0.5,
      pause: async () => {},
      log: { info: silent, warn: silent, error: silent, metric },
      registry: cachedRegistry(registryStore, now),
      cases: inMemoryCaseStore(),
      machines: this.#machines(),
    }
  }

  #machines(): Machines {
    return {
      ...inMemoryMachines(),
      startEscalation: async (name, input) => {
        if (this.troubles.throttled()) throw throttling()
        try {
          this.executions.start(ESCALATION_ARN, name, { input: JSON.stringify(input) })
          return 'started'
        } catch (error) {
          if (error instanceof StepFunctionsError && error.type === 'ExecutionAlreadyExists') return 'exists'
          throw error
        }
      },
      escalationStatus: async (name) => {
        const found = this.executions.find(`${ESCALATION_ARN.replace(':stateMachine:', ':execution:')}:${name}`)
        return found === undefined ? 'unknown' : found.status === 'RUNNING' ? 'running' : 'ended'
      },
    }
  }
}

const SWEEP_MS = 5 * MINUTE_MS

/** As the SDK throws it once its own retries are over. */
const throttling = (): Error =>
  Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException', $metadata: { attempts: 3 } })
