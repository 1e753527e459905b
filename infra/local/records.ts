import { join } from 'node:path'

import type { Clock } from './clock.ts'
import type { Denial } from './endpoint.ts'
import type { Execution } from './execution-store.ts'
import type { GivenUpEvent } from './lambda-events.ts'
import { Ledger } from './ledger.ts'
import { Mailbox } from './mailbox.ts'
import { Meter } from './meter.ts'

/** What a run leaves for people: mail, messages for queues and topics, and whatever went wrong. */
export class Records {
  readonly mailbox: Mailbox
  readonly failures: Ledger
  readonly messages: Ledger
  readonly logFolder: string
  readonly meter = new Meter()
  errors = 0
  executionsStarted = 0
  readonly #clock: Clock

  constructor(outDir: string, clock: Clock) {
    this.#clock = clock
    this.mailbox = new Mailbox(join(outDir, 'mail'))
    this.failures = new Ledger(join(outDir, 'failures.ndjson'))
    this.messages = new Ledger(join(outDir, 'messages.ndjson'))
    this.logFolder = join(outDir, 'log')
  }

  /** A message to a topic or a queue. */
  message(arn: string, body: unknown): void {
    this.messages.write({ at: this.#now(), to: arn, body })
  }

  readonly onDenied = (denial: Denial): void => this.#failed('denied', denial)

  readonly onStray = ({ name, message, stack }: Error): void => this.#failed('stray', { name, message, stack })

  /** An execution named after its event and delivery: one that exists was started by that delivery before a restart. */
  notStarted(start: object, answer: unknown): void {
    if (!JSON.stringify(answer).includes('ExecutionAlreadyExists'))
      this.failures.write({ kind: 'not-started', start, answer })
  }

  /** An execution began or ended. One that failed stands among the failures, also if it is redriven later. */
  onStatus(execution: Execution): void {
    const { arn, status, redriveCount, error, cause } = execution
    this.meter.onStatus(execution)
    if (status === 'RUNNING') this.executionsStarted += Number(redriveCount === 0)
    else if (status !== 'SUCCEEDED')
      this.#failed('execution', { execution: arn, status, error, cause: withoutAddresses(cause) })
  }

  /** Lambda tries again by itself, and so do machines: only a count. */
  readonly onError = (): void => {
    this.errors++
  }

  readonly onGivenUp = ({ destination, ...event }: GivenUpEvent): void => {
    this.#failed('given-up', event)
    if (destination !== undefined) this.message(destination, event)
  }

  #failed(kind: string, about: object): void {
    this.failures.write({ at: this.#now(), kind, ...about })
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString()
  }
}

/** SES names in its refusals whom it was to write to. */
const withoutAddresses = (text: string | undefined): string | undefined =>
  text?.replaceAll(/[^\s"'<>@]+@[^\s"'<>@]+/g, '…@…')
