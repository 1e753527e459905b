import { Duration } from 'aws-cdk-lib'
import type { Rule } from 'aws-cdk-lib/aws-events'
import type { Function } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { Data } from './data.ts'
import { dondocFunction, type House } from './house.ts'
import { Machine } from './machine.ts'
import { invokeAt } from './timetable.ts'

interface Parts {
  readonly house: House
  readonly data: Data
}

/** Reports on whose responsibility a letter's undone work is: planned every hour, composed and rendered by a machine. */
export class Accountability extends Construct {
  readonly reports: Machine
  readonly #parts: Parts

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id)
    this.#parts = parts
    this.reports = new Machine(this, parts.house, {
      name: 'accountability',
      tasks: { draftAccountability: this.#draft(), renderAccountability: this.#render() },
      variable: 'ACCOUNTABILITY_MACHINE_ARN',
      alarm: { meaning: 'A report on responsibilities is not made. Its execution says why: mend, then redrive it.' },
    })
    this.#plan()
  }

  #draft(): Function {
    const { house, data } = this.#parts
    return dondocFunction(this, house, {
      name: 'draft-accountability',
      alarm: {
        failures: 1,
        meaning:
          'A report on responsibilities cannot be composed; agencies cannot see their part. The machine tries again.',
      },
      timeout: Duration.minutes(15),
      rights: [
        data.index('byAgency'),
        data.items(['BatchGetItem', 'Query'], 'cases'),
        data.items(['GetItem', 'PutItem', 'Query'], 'directives'),
        data.registry(),
        data.accountability('PutObject'),
      ],
    })
  }

  #render(): Function {
    const { house, data } = this.#parts
    return dondocFunction(this, house, {
      name: 'render-accountability',
      alarm: {
        failures: 1,
        meaning: 'A document of a report on responsibilities cannot be made; its figures are in the JSON beside it.',
      },
      timeout: Duration.minutes(5),
      rights: [data.accountability('GetObject', 'PutObject')],
    })
  }

  /** From 08:15 to 17:15 in Vietnam, every day: the function asks the calendar whether it is a working day. */
  #plan(): Rule {
    const { house, data } = this.#parts
    const plan = dondocFunction(this, house, {
      name: 'plan-accountability',
      alarm: {
        failures: 2,
        meaning:
          'Reports on responsibilities are not begun by themselves. The next hour makes it good; else order a draft.',
      },
      timeout: Duration.minutes(1),
      events: { retries: 1, maxAge: Duration.minutes(50) },
      rights: [data.items(['GetItem', 'Query'], 'directives'), data.registry(), this.reports.start()],
    })
    return invokeAt(this, house, { id: 'Hourly', at: 'cron(15 1-10 * * ? *)', target: plan })
  }
}
