import { Duration } from 'aws-cdk-lib'
import { EventField, type Rule } from 'aws-cdk-lib/aws-events'
import type { Function } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { DigestsInput } from '../workflows/contract.ts'
import type { Answers } from './answers.ts'
import type { Data } from './data.ts'
import { dondocFunction, type House, type Right } from './house.ts'
import { Machine } from './machine.ts'
import type { Mail } from './mail.ts'
import { startAt } from './timetable.ts'

/** Mail to those who must act: one machine for the morning's digests and for what cannot wait until then. */
export class Digests extends Construct {
  readonly windows: Machine
  readonly #house: House
  readonly #data: Data

  constructor(scope: Construct, id: string, parts: { house: House; data: Data; mail: Mail; answers: Answers }) {
    super(scope, id)
    this.#house = parts.house
    this.#data = parts.data
    this.windows = new Machine(this, this.#house, {
      name: 'digests',
      tasks: { planDigests: this.#plan(), sendDigest: this.#send(parts), settleDigests: this.#settle() },
      variable: 'DIGESTS_MACHINE_ARN',
      alarm: {
        meaning:
          'Some recipients got no mail, all others theirs. The log of send-digest names them; the next window takes up what is left.',
      },
    })
    this.#everyMorning()
    this.#house.operators.alarm('contacts-missing', {
      metric: this.#house.operators.counted('noticesWithoutContact', 'Sum'),
      threshold: 1,
      meaning:
        'Notices wait for agencies without a contact in the registry: enter one, the next digest takes them along.',
    })
  }

  #plan(): Function {
    return dondocFunction(this, this.#house, {
      name: 'plan-digests',
      alarm: { failures: 1, meaning: 'Nobody can be mailed; the machine tries again for a quarter of an hour.' },
      timeout: Duration.minutes(15),
      rights: [
        this.#data.index('byPending', 'PENDING#*', 'IMMEDIATE#*', 'UNFINISHED'),
        this.#data.items(['GetItem', 'BatchGetItem', 'PutItem', 'Query'], 'cases'),
        this.#data.items(['GetItem', 'PutItem'], 'mails'),
        this.#data.items(['GetItem', 'PutItem', 'Query'], 'incidents'),
        ...this.#known(),
      ],
    })
  }

  #send({ mail, answers }: { mail: Mail; answers: Answers }): Function {
    return dondocFunction(this, this.#house, {
      name: 'send-digest',
      alarm: {
        failures: 5,
        meaning: 'Mails to some recipients fail; the machine tries each again for a quarter of an hour.',
      },
      // Less than the lease of a claim (90 s), so that nobody who holds one outlives it.
      timeout: Duration.minutes(1),
      rights: [
        this.#data.index('byPending', 'PENDING#*', 'IMMEDIATE#*'),
        this.#data.items(['BatchGetItem', 'Query'], 'cases'),
        this.#data.items(['GetItem', 'PutItem', 'Query'], 'mails'),
        this.#data.items(['Query'], 'incidents'),
        ...this.#known(),
        mail.send(),
        answers.sign(),
      ],
    })
  }

  #settle(): Function {
    return dondocFunction(this, this.#house, {
      name: 'settle-digests',
      alarm: {
        failures: 1,
        meaning:
          'Mails are out and their cases do not say so yet; the machine tries again, the next window finishes it.',
      },
      timeout: Duration.minutes(15),
      rights: [
        this.#data.items(['GetItem', 'PutItem', 'Query'], 'cases'),
        this.#data.items(['GetItem', 'PutItem'], 'mails'),
        this.#data.registry(),
      ],
    })
  }

  /** The rules, and what SES has told of mails whose sender died. */
  #known(): Right[] {
    return [this.#data.registry(), this.#data.items(['Query'], 'deliveries')]
  }

  /**
   * 07:30 in Vietnam, every day: the code asks the calendar whether it is a working day. A rule may start two
   * executions; its own time names the window, and the second finds every mail taken.
   */
  #everyMorning(): Rule {
    const input: DigestsInput = { contract: 1, kind: 'daily', sendAt: EventField.time }
    const { machine } = this.windows
    return startAt(this, this.#house, { id: 'EveryMorning', at: 'cron(30 0 * * ? *)', machine, input })
  }
}
