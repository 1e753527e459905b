import { Duration } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import type { Data } from './data.ts'
import { dondocFunction, type House } from './house.ts'
import { Machine } from './machine.ts'
import type { Digests } from './digests.ts'
import { invokeAt } from './timetable.ts'

/** Chasing: the sweep that starts timers, the machine that waits, the audit that looks after them. */
export class Escalation extends Construct {
  readonly timers: Machine
  readonly #house: House
  readonly #data: Data
  readonly #digests: Digests

  constructor(scope: Construct, id: string, parts: { house: House; data: Data; digests: Digests }) {
    super(scope, id)
    this.#house = parts.house
    this.#data = parts.data
    this.#digests = parts.digests
    this.timers = this.#machine()
    this.#sweep()
    this.#setAside()
    this.#directives()
    this.#audit()
  }

  #machine(): Machine {
    const escalateCase = dondocFunction(this, this.#house, {
      name: 'escalate-case',
      alarm: {
        failures: 5,
        meaning: 'Steps of cases cannot be decided; the machine tries again for a quarter of an hour.',
      },
      timeout: Duration.seconds(30),
      rights: [
        this.#data.items(['GetItem', 'PutItem', 'Query'], 'cases'),
        this.#data.registry(),
        this.#digests.windows.start(),
      ],
    })
    return new Machine(this, this.#house, {
      name: 'escalation',
      tasks: { escalateCase },
      variable: 'ESCALATION_MACHINE_ARN',
      alarm: { meaning: 'Executions of cases failed. The sweep replaces them; if it goes on, look at escalate-case.' },
    })
  }

  #sweep(): void {
    const sweep = dondocFunction(this, this.#house, {
      name: 'start-timers',
      alarm: { failures: 1, meaning: 'A sweep failed. The next one makes it good; two in a row make steps late.' },
      timeout: Duration.minutes(4),
      concurrency: 1,
      events: { retries: 0, maxAge: Duration.minutes(4) },
      rights: [
        this.#data.index('byNextStep', 'STEP#*'),
        this.#data.index('byPending', 'IMMEDIATE#*'),
        this.#data.items(['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'Query'], 'cases'),
        this.#data.registry(),
        this.timers.start(),
        this.timers.describe(),
        this.#digests.windows.start(),
      ],
    })
    invokeAt(this, this.#house, { id: 'Sweep', at: 'rate(5 minutes)', target: sweep })
    const { operators } = this.#house
    operators.alarm('sweep-silent', {
      metric: sweep.metricInvocations({ statistic: 'Sum', period: Duration.minutes(15) }),
      threshold: 1,
      heartbeat: true,
      meaning: 'No sweep for a quarter of an hour: no new timers start. Is the rule enabled?',
    })
    operators.alarm('steps-late', {
      metric: operators.counted('stepLatenessSeconds', 'Maximum'),
      threshold: 600,
      meaning: 'A step is more than ten minutes late and its execution still runs or was replaced: see the machine.',
    })
    operators.alarm('sweep-fails-on-cases', {
      metric: operators.counted('sweepFailed', 'Sum'),
      threshold: 1,
      meaning: 'The sweep could not attend to some cases and went on without them. The log of start-timers names them.',
    })
  }

  // Raised by the sweep that sets a case aside, and by the nightly audit that finds it so.
  #setAside(): void {
    this.#house.operators.alarm('cases-set-aside', {
      metric: this.#house.operators.counted('casesSetAside', 'Sum'),
      threshold: 1,
      meaning:
        'Three sweeps failed on a case, which nobody chases now: GET /cases?setAside=true and the log of start-timers name it. Any command, change of rules or the nightly audit tries it again.',
    })
  }

  #directives(): void {
    const follow = dondocFunction(this, this.#house, {
      name: 'follow-directives',
      alarm: {
        failures: 1,
        meaning:
          'Agencies are not told how much of what a letter orders is left. Lambda repeats the run, which resumes.',
      },
      timeout: Duration.minutes(15),
      events: { retries: 2, maxAge: Duration.hours(2) },
      rights: [
        this.#data.items(['Query'], 'directives'),
        this.#data.index('byAgency'),
        this.#data.items(['GetItem', 'BatchGetItem', 'PutItem', 'Query'], 'cases'),
        this.#data.registry(),
      ],
    })
    // 07:00 in Vietnam, before the digests.
    invokeAt(this, this.#house, { id: 'Directives', at: 'cron(0 0 * * ? *)', target: follow })
  }

  #audit(): void {
    const audit = dondocFunction(this, this.#house, {
      name: 'audit-cases',
      alarm: { failures: 1, meaning: 'The nightly audit did not finish; nothing else depends on it.' },
      timeout: Duration.minutes(15),
      events: { retries: 1, maxAge: Duration.hours(2) },
      rights: [
        this.#data.index('byAgency'),
        this.#data.items(['GetItem', 'BatchGetItem', 'PutItem', 'Query'], 'cases'),
        this.#data.registry(),
      ],
    })
    // 01:00 in Vietnam.
    invokeAt(this, this.#house, { id: 'Audit', at: 'cron(0 18 * * ? *)', target: audit })
    const { operators } = this.#house
    operators.alarm('cases-forgotten', {
      metric: operators.counted('forgottenCases', 'Sum'),
      threshold: 1,
      meaning: 'Open cases that nobody would chase: no next step and no reason. The log of audit-cases names them.',
    })
    operators.alarm('cases-without-rules', {
      metric: operators.counted('unruledCases', 'Sum'),
      threshold: 1,
      meaning:
        'Open cases are held because no limit, calendar or policy is in force for them, as for those older than the registry: enter rows from an earlier date. The log of audit-cases names them.',
    })
    operators.alarm('audit-fails-on-cases', {
      metric: operators.counted('auditFailed', 'Sum'),
      threshold: 1,
      meaning: 'The nightly audit could not read some cases, or not bring them up to date. Its log names them.',
    })
    operators.alarm('index-disagrees', {
      metric: operators.counted('disagreeingIndexRows', 'Sum'),
      threshold: 10,
      meaning: 'Rows of the index by agency tell another story than their cases: lists and figures may be wrong.',
    })
  }
}
