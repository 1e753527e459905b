import { expect } from 'vitest'
import type { Command } from '../../functions/domain/command.ts'
import { decide } from '../../functions/domain/decide.ts'
import type { Actor, AsOf, CaseEvent, DirectiveTaskFacts, Entry } from '../../functions/domain/event.ts'
import { foldCase } from '../../functions/domain/evolve.ts'
import { atLocal, type Instant } from '../../functions/domain/instant.ts'
import type { Registry } from '../../functions/domain/registry.ts'
import type { Rejection } from '../../functions/domain/rejection.ts'
import type { CaseState } from '../../functions/domain/state.ts'
import { testRegistry } from './registry.ts'

/** `vn('2021-10-18 09:00')`: the instant at which a Vietnamese clock shows that. */
export const vn = (text: string): Instant => {
  const [date = '', time = '00:00'] = text.split(' ')
  return atLocal(date, time)
}

export const dossier = {
  kind: 'dossier',
  code: '000.00.14.H15-211018-0001',
  agency: 'so-xd',
  procedure: 'gpxd',
  receivedAt: vn('2021-10-18 09:00'),
} as const

export const fieldReport = {
  kind: 'fieldReport',
  code: 'PA-1',
  provider: 'vnpt',
  agency: 'bmt',
  category: 'giao-thong',
  unit: 'buon-ma-thuot',
  receivedAt: vn('2021-10-18 09:00'),
} as const

/** "Before 15/11/2021", a Monday. */
export const task = {
  kind: 'directiveTask',
  code: 'nhiệm vụ 2, 3419/UBND-KGVX',
  directive: 'cv-3419',
  number: '2',
  title: 'Báo cáo làm rõ trách nhiệm trong thực hiện thí điểm',
  agency: 'so-xd',
  coordinators: ['bmt', 'btg'],
  copies: ['ioc'],
  receivedAt: vn('2021-11-08 09:00'),
  due: vn('2021-11-15'),
} as const satisfies Omit<DirectiveTaskFacts, 'coordinators' | 'copies'> &
  Record<'coordinators' | 'copies', readonly string[]>

export type Step = [at: string, command: Command, commandId?: string]

/** One case, told by its commands in the order of their arrival; the clock stands where each step says. */
export class Scenario {
  readonly registry: Registry
  entries: Entry[] = []
  /** Who speaks in the next steps. */
  actor: Actor = { role: 'operator', id: 'test' }
  #given = 0

  constructor(registry: Registry = testRegistry()) {
    this.registry = registry
  }

  given(...steps: Step[]): this {
    for (const step of steps) {
      const decision = this.#decide(step)
      if (decision.type === 'rejected') throw new Error(`given ${step[1].type}: ${JSON.stringify(decision.rejection)}`)
      this.entries.push(...decision.entries)
    }
    return this
  }

  when(...step: Step): {
    thenHappens(...events: Partial<CaseEvent>[]): void
    refused(rejection: Partial<Rejection>): void
  } {
    const decision = this.#decide(step)
    return {
      thenHappens: (...events) => {
        expect(decision).toMatchObject({ type: 'accepted', entries: events.map((event) => ({ event })) })
      },
      refused: (rejection) => {
        expect(decision).toMatchObject({ type: 'rejected', rejection })
      },
    }
  }

  state(when?: AsOf): CaseState {
    const state = foldCase(this.entries, when)
    if (state === undefined) throw new Error('no case')
    return state
  }

  #decide([at, command, commandId]: Step) {
    this.#given += 1
    const context = {
      commandId: commandId ?? `command-${this.#given}`,
      actor: this.actor,
      now: vn(at),
    }
    return decide(command, { entries: this.entries, registry: this.registry }, context)
  }
}
