import * as contract from '../../workflows/contract.ts'
import { fromMs, localDateOf, toMs, type Instant } from '../../functions/domain/instant.ts'
import type { RegistryRow } from '../../functions/domain/registry.ts'
import { MailRejectedError, MailUnavailableError } from '../../functions/mail/mail-error.ts'
import type { OutgoingMail } from '../../functions/mail/mailer.ts'
import { loadRenderAssets } from '../../functions/platform/render-assets.ts'
import { checkReport } from '../../functions/work/check-report.ts'
import { draftReport } from '../../functions/work/draft-report.ts'
import { mailReport } from '../../functions/work/mail-report.ts'
import { publishReport } from '../../functions/work/publish-report.ts'
import { renderReport } from '../../functions/work/render-report.ts'
import type { InvokeOutcome } from '../../infra/local/asl-thread.ts'
import { compileMachine } from '../../infra/local/asl-machine.ts'
import { VirtualClock } from '../../infra/local/clock.ts'
import { MemoryExecutions, type Execution } from '../../infra/local/execution-store.ts'
import { Executions } from '../../infra/local/executions.ts'
import { seededRandom } from '../../infra/local/random.ts'
import { answerOf } from '../local/asl-run.ts'
import { definitionOf } from '../workflows/machines.ts'
import { testDeps, type TestDeps } from './deps.ts'
import { vn } from './scenario.ts'

const ARN = 'arn:aws:states:ap-southeast-1:123456789012:stateMachine:weekly-report'
const DAY_MS = 86_400_000

/** What may go wrong, asked anew at each call. */
export interface ReportTroubles {
  /** The Tasks that fail before they have done anything. */
  fails: (task: string) => boolean
  sesDown: () => boolean
  /** Addresses that SES will never take. */
  rejects: (address: string) => boolean
}

export interface PostedMail extends OutgoingMail {
  /** `2021-10-29 14:30:30`, Vietnam time. */
  at: string
}

/** The report's machine and all that it calls on one virtual clock; every morning's event is delivered twice. */
export class ReportDays {
  readonly clock: VirtualClock
  readonly deps: TestDeps
  readonly mails: PostedMail[] = []
  readonly troubles: ReportTroubles = { fails: () => false, sesDown: () => false, rejects: () => false }
  readonly #executions: Executions
  readonly #assets = loadRenderAssets('node_modules')

  private constructor(deps: TestDeps, clock: VirtualClock, seed: number) {
    this.clock = clock
    this.#executions = new Executions({
      clock,
      random: seededRandom(seed),
      store: new MemoryExecutions(),
      machines: [{ arn: ARN, roleArn: 'role', machine: compileMachine(definitionOf('weekly-report')), revision: '1' }],
      invoke: (task, payload) => clock.busy(this.#invoke(task, payload)),
    })
    this.deps = { ...deps, now: () => this.now, ...this.#ends(deps) }
  }

  /** @param start a day, `2021-10-25`, and `until` the last on which the morning's rule fires */
  static async from(
    start: string,
    { until, rows = [], seed = 1 }: { until: string; rows?: RegistryRow[]; seed?: number },
  ) {
    const clock = new VirtualClock(toMs(vn(start)))
    const world = new ReportDays(await testDeps(`${start} 00:00`, ...rows), clock, seed)
    for (let at = toMs(vn(`${start} 08:00`)); at <= toMs(vn(`${until} 08:00`)); at += DAY_MS) world.#morning(fromMs(at))
    return world
  }

  get now(): Instant {
    return fromMs(this.clock.now())
  }

  /** `2021-10-29 15:00:00`, Vietnam time. */
  until(time: string): Promise<void> {
    return this.clock.runUntil(toMs(vn(time)))
  }

  /** Mails of that window to addressees, by when they went out. */
  sent(window: RegExp): PostedMail[] {
    return this.mails.filter(({ id }) => window.test(id))
  }

  /** How those executions ended that had something to do. */
  endings(): Pick<Execution, 'status' | 'error'>[] {
    return this.#executions
      .all()
      .filter(({ output = '' }) => !output.includes('"due":false'))
      .map(({ status, error }) => ({ status, ...(error === undefined ? {} : { error }) }))
  }

  #morning(time: Instant): void {
    for (const delivery of ['first', 'second']) {
      const name = `${localDateOf(time)}-${delivery}`
      this.clock.at(toMs(time), () => this.#start(name, { contract: 1, action: 'draft', time }))
    }
  }

  #start(name: string, input: object): void {
    this.#executions.start(ARN, name, { input: JSON.stringify(input) })
  }

  #ends(deps: TestDeps): Pick<TestDeps, 'mailer' | 'machines'> {
    return {
      mailer: {
        sent: deps.mailer.sent,
        send: (mail) => {
          if (this.troubles.sesDown()) throw new MailUnavailableError('SES is down')
          if (this.troubles.rejects(mail.to)) throw new MailRejectedError(mail.to)
          this.mails.push({ ...mail, at: wallTime(this.clock.now()) })
          return deps.mailer.send(mail)
        },
      },
      machines: {
        ...deps.machines,
        startReport: async (name, input) => {
          this.#start(name, input)
          return 'started'
        },
      },
    }
  }

  #invoke(task: string, payload: unknown): Promise<InvokeOutcome> {
    return answerOf(() => {
      if (this.troubles.fails(task)) throw new Error(`${task} fails`)
      return this.#perform(task, payload)
    })
  }

  async #perform(task: string, payload: unknown): Promise<unknown> {
    const { deps } = this
    switch (task) {
      case 'draftReport':
        return draftReport(deps, contract.draftReportInput.parse(payload))
      case 'checkReport': {
        const input = contract.checkReportInput.parse(payload)
        return { ...input, ...(await checkReport(deps, input)) }
      }
      case 'renderReport': {
        const input = contract.renderReportInput.parse(payload)
        await renderReport(deps.documents, await this.#assets, input)
        return input
      }
      case 'publishReport':
        return publishReport(deps, contract.publishReportInput.parse(payload))
      case 'mailReport': {
        const input = contract.mailReportInput.parse(payload)
        await mailReport(deps, input.week, input.version)
        return input
      }
      default:
        throw new Error(`no task ${task}`)
    }
  }
}

const VIETNAM_MS = 7 * 3_600_000
const wallTime = (ms: number): string => new Date(ms + VIETNAM_MS).toISOString().slice(0, 19).replace('T', ' ')
