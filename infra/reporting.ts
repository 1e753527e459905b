import { Duration } from 'aws-cdk-lib'
import { EventField, type Rule } from 'aws-cdk-lib/aws-events'
import type { Function } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { WeeklyReportInput } from '../workflows/contract.ts'
import type { Data } from './data.ts'
import type { Answers } from './answers.ts'
import { dondocFunction, type House } from './house.ts'
import { Machine } from './machine.ts'
import type { Mail } from './mail.ts'
import { invokeAt, startAt } from './timetable.ts'

interface Mailing {
  mail: Mail
  answers: Answers
}

/** The weekly report: its day from draft to proof of mailing, as one machine. */
export class Reporting extends Construct {
  readonly day: Machine
  readonly #house: House
  readonly #data: Data

  constructor(scope: Construct, id: string, parts: { house: House; data: Data; mail: Mail; answers: Answers }) {
    super(scope, id)
    this.#house = parts.house
    this.#data = parts.data
    this.day = new Machine(this, this.#house, {
      name: 'weekly-report',
      tasks: {
        draftReport: this.#draft(),
        checkReport: this.#check(parts),
        publishReport: this.#publish(),
        renderReport: this.#render(),
        mailReport: this.#mail(parts.mail),
      },
      variable: 'REPORT_MACHINE_ARN',
      alarm: {
        meaning: 'A step of the weekly report failed. Its execution says which: mend, then redrive it before 15:00.',
      },
    })
    this.#everyMorning()
    this.#brief(parts)
    this.#house.operators.alarm('report-not-mailed', {
      metric: this.#house.operators.counted('reportNotMailed', 'Sum'),
      threshold: 1,
      meaning:
        'It is past 14:45 on report day and the report is not out. It is tried again now; be ready to send it by hand.',
    })
  }

  #draft(): Function {
    return dondocFunction(this, this.#house, {
      name: 'draft-report',
      alarm: {
        failures: 1,
        meaning: 'The report cannot be drafted; there is time until 14:30. The machine tries again.',
      },
      timeout: Duration.minutes(15),
      rights: [
        // Figures are counted from the agencies' open and lately closed cases, each read from its document.
        this.#data.index('byAgency'),
        this.#data.items(['BatchGetItem', 'Query'], 'cases'),
        this.#data.items(['Query'], 'directives', 'incidents'),
        this.#data.registry(),
        this.#data.items(['GetItem', 'PutItem', 'Query'], 'reports'),
        this.#data.objects('GetObject', 'PutObject'),
      ],
    })
  }

  #check({ mail, answers }: Mailing): Function {
    return dondocFunction(this, this.#house, {
      name: 'check-report',
      alarm: {
        failures: 1,
        meaning: 'Nobody is told what the report still lacks, or whether it is out: look at it yourself.',
      },
      timeout: Duration.minutes(1),
      rights: [
        this.#data.items(['Query'], 'reports', 'incidents'),
        this.#data.items(['GetItem', 'PutItem', 'Query'], 'mails'),
        this.#data.items(['Query'], 'deliveries'),
        this.#data.objects('GetObject'),
        mail.send(),
        answers.signFigures(),
      ],
    })
  }

  #publish(): Function {
    return dondocFunction(this, this.#house, {
      name: 'publish-report',
      alarm: {
        failures: 1,
        meaning: 'The report cannot be published; it must be out at 15:00. The machine tries again.',
      },
      timeout: Duration.minutes(5),
      rights: [
        this.#data.items(['GetItem', 'PutItem', 'Query'], 'reports'),
        this.#data.objects('GetObject', 'PutObject'),
      ],
    })
  }

  #render(): Function {
    return dondocFunction(this, this.#house, {
      name: 'render-report',
      alarm: {
        failures: 1,
        meaning: 'A document of the report cannot be made; its figures are in the JSON beside it.',
      },
      timeout: Duration.minutes(2),
      rights: [this.#data.objects('GetObject', 'PutObject')],
    })
  }

  #mail(mail: Mail): Function {
    return dondocFunction(this, this.#house, {
      name: 'mail-report',
      alarm: { failures: 1, meaning: 'The report cannot be mailed. The machine tries again; its documents are in S3.' },
      timeout: Duration.minutes(1),
      rights: [
        this.#data.items(['GetItem', 'PutItem', 'Query'], 'reports'),
        this.#data.items(['GetItem', 'PutItem', 'Query'], 'mails'),
        this.#data.items(['Query'], 'deliveries'),
        this.#data.objects('GetObject'),
        mail.send(),
      ],
    })
  }

  /** 07:45 in Vietnam, every day: the function asks the calendar whether it is a working day. */
  #brief({ mail, answers }: Mailing): Rule {
    const brief = dondocFunction(this, this.#house, {
      name: 'send-brief',
      alarm: {
        failures: 1,
        meaning: 'The leadership has no brief this morning. Lambda repeats the run, which resumes.',
      },
      timeout: Duration.minutes(15),
      events: { retries: 2, maxAge: Duration.hours(2) },
      rights: [
        this.#data.index('byAgency'),
        this.#data.items(['BatchGetItem', 'Query'], 'cases'),
        this.#data.items(['Query'], 'directives', 'incidents', 'reports', 'deliveries'),
        this.#data.items(['GetItem', 'PutItem', 'Query'], 'mails'),
        this.#data.registry(),
        this.#data.objects('GetObject', 'PutObject'),
        mail.send(),
        answers.signFigures(),
      ],
    })
    return invokeAt(this, this.#house, { id: 'Brief', at: 'cron(45 0 * * ? *)', target: brief })
  }

  /**
   * 08:00 in Vietnam. A rule cannot name the execution it starts, and may start two: the event's own time goes along,
   * and the first to draft a week owns it.
   */
  #everyMorning(): Rule {
    const input: WeeklyReportInput = { contract: 1, action: 'draft', time: EventField.time }
    const { machine } = this.day
    return startAt(this, this.#house, { id: 'EveryMorning', at: 'cron(0 1 * * ? *)', machine, input })
  }
}
