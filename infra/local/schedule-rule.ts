/** An EventBridge rule of the default bus, as the template has it. */
export interface Rule {
  readonly name: string
  readonly arn: string
  readonly enabled: boolean
  /** `cron(…)` or `rate(…)`, in UTC. */
  readonly schedule?: string
  readonly pattern?: Readonly<Record<string, unknown>>
  readonly targets: readonly RuleTarget[]
}

/** At most one of the three inputs; without any the target receives the whole event. */
export interface RuleTarget {
  readonly arn: string
  /** A constant, as JSON text. */
  readonly input?: string
  /** The part of the event that the target receives. */
  readonly inputPath?: string
  readonly inputTransformer?: {
    /** Variable → path into the event. */
    readonly inputPathsMap: Readonly<Record<string, string>>
    /** JSON text with `<variable>` in it. */
    readonly inputTemplate: string
  }
}

/** What a service reports; the bus adds the rest. */
export interface BusEvent {
  readonly source: string
  readonly 'detail-type': string
  readonly resources: readonly string[]
  readonly detail: unknown
}

export interface DeliveredEvent extends BusEvent {
  readonly version: '0'
  readonly id: string
  readonly account: string
  readonly region: string
  /** UTC, whole seconds. */
  readonly time: string
}
