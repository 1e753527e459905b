import { createHash } from 'node:crypto'

import type { Clock, Timer } from './clock.ts'
import { parseSchedule, type Schedule } from './schedule-expression.ts'
import { compileInput, type TargetInput } from './schedule-input.ts'
import { compilePattern, type EventTest } from './schedule-pattern.ts'
import type { BusEvent, DeliveredEvent, Rule, RuleTarget } from './schedule-rule.ts'

export interface EventBusOptions {
  readonly clock: Clock
  readonly rules: readonly Rule[]
  readonly account: string
  readonly region: string
  /**
   * Hands a target its input: the event, or what Input, InputPath or InputTransformer make of it.
   * Retries and dead letters are its business; a rejection is taken for an error in the local mode itself.
   */
  readonly deliver: (target: RuleTarget, input: unknown, event: DeliveredEvent) => Promise<void>
}

interface LoadedRule {
  readonly arn: string
  readonly name: string
  readonly matches: EventTest
  readonly schedule: Schedule | undefined
  readonly targets: readonly { readonly target: RuleTarget; readonly inputOf: TargetInput }[]
}

/**
 * EventBridge's default bus: fires the schedules and routes what services report.
 * Each target is a timer of the clock, so under a virtual clock they act one after the other. What would have fired
 * while the local mode was not running is lost, as with a rule that was disabled meanwhile.
 */
export class EventBus {
  readonly #options: EventBusOptions
  readonly #rules: readonly LoadedRule[]
  readonly #armed = new Map<LoadedRule, Timer>()
  #reported = 0

  /** Arms the schedules of the enabled rules. @throws for expressions and patterns that are not supported */
  constructor(options: EventBusOptions) {
    this.#options = options
    this.#rules = options.rules.filter(({ enabled }) => enabled).map((rule) => load(rule, options.clock.now()))
    for (const rule of this.#rules) this.#arm(rule)
  }

  /** Routes an event to the rules whose pattern it matches. */
  putEvent(reported: BusEvent): void {
    const time = isoSeconds(this.#options.clock.now())
    const event = this.#complete(reported, { time, unique: `${time} ${this.#reported++} ${reported.source}` })
    for (const rule of this.#rules) if (rule.matches(event)) this.#send(rule, event)
  }

  /** No schedule fires after this. */
  stop(): void {
    for (const timer of this.#armed.values()) timer.cancel()
    this.#armed.clear()
  }

  #arm(rule: LoadedRule): void {
    const { clock } = this.#options
    const next = rule.schedule?.next(clock.now())
    if (next === undefined) return
    this.#armed.set(
      rule,
      clock.at(next, () => {
        this.#arm(rule)
        this.#send(rule, this.#scheduled(rule, next))
      }),
    )
  }

  #scheduled({ arn }: LoadedRule, ms: number): DeliveredEvent {
    const event = { source: 'aws.events', 'detail-type': 'Scheduled Event', resources: [arn], detail: {} }
    const time = isoSeconds(ms)
    return this.#complete(event, { time, unique: `${time} ${arn}` })
  }

  #complete(event: BusEvent, { time, unique }: { time: string; unique: string }): DeliveredEvent {
    const { account, region } = this.#options
    return { version: '0', id: idOf(unique), account, region, time, ...event }
  }

  #send({ name, targets }: LoadedRule, event: DeliveredEvent): void {
    const { clock, deliver } = this.#options
    for (const { target, inputOf } of targets) {
      clock.at(clock.now(), () => deliver(target, inputOf(event), event), `rule ${name}`)
    }
  }
}

function load(rule: Rule, now: number): LoadedRule {
  return {
    arn: rule.arn,
    name: rule.name,
    matches: rule.pattern ? compilePattern(rule.pattern) : () => false,
    schedule: rule.schedule === undefined ? undefined : parseSchedule(rule.schedule, now),
    targets: rule.targets.map((target) => ({ target, inputOf: compileInput(target, rule) })),
  }
}

const isoSeconds = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')

/** The same for the same occurrence in every replay. */
const idOf = (unique: string): string =>
  createHash('sha256')
    .update(unique)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
