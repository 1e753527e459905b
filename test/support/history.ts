import { nextDigest } from '../../functions/domain/digest-window.ts'
import { earlier, fromMs, later, toMs, type Instant } from '../../functions/domain/instant.ts'
import { readRegistry } from '../../functions/domain/registry.ts'
import { addUpDays, type SimulatedDay } from '../../functions/domain/simulated-mails.ts'
import type { MailOf } from '../../functions/store/mail-store.ts'
import { carryOut } from '../../functions/work/update-case.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'
import type { TimedRequest } from '../../infra/centre/sample.ts'
import { toldBy } from '../centre/replay.ts'
import { testDeps, type TestDeps } from './deps.ts'
import { runWindow } from './windows.ts'

export interface History {
  deps: TestDeps
  /** The mails that really went out, as the simulation tells of them. */
  mails: SimulatedDay[]
}

/** The calls of a sample as they came, on one clock with the timers and the windows of mail, until the moment. */
export async function lived(requests: readonly TimedRequest[], until: Instant): Promise<History> {
  const life = new Life(await testDeps('2021-10-14 00:00', ...firstRegistry()))
  for (const request of requests.filter(({ at }) => at < until)) {
    await life.goOnUntil(request.at)
    for (const { id, command } of toldBy(request)) await carryOut(life.deps, id, { command, actor })
  }
  await life.goOnUntil(until)
  return { deps: life.deps, mails: addUpDays(life.accepted.map(dayOf)) }
}

const registry = readRegistry(firstRegistry(), 1)
const actor = { role: 'operator', id: 'sample' }

class Life {
  readonly deps: TestDeps
  readonly accepted: MailOf<'claimed'>[] = []
  #now: Instant
  #digest: Instant
  #immediate: Instant

  constructor(deps: TestDeps) {
    this.#now = this.#immediate = deps.now()
    this.#digest = nextDigest(registry, this.#now)
    const accept: TestDeps['mails']['accept'] = (mail, ...rest) => {
      this.accepted.push(mail)
      return deps.mails.accept(mail, ...rest)
    }
    this.deps = { ...deps, now: () => this.#now, mails: { ...deps.mails, accept } }
  }

  /** A window takes along what was raised up to its moment. */
  async goOnUntil(until: Instant): Promise<void> {
    for (;;) {
      const to = earlier(this.#digest, until)
      for await (const { id } of this.deps.cases.dueSteps(to)) await this.#escalateUntil(id, to)
      const immediate = await this.#immediateBefore(to)
      if (immediate !== undefined) await this.#mail('immediate', immediate)
      else if (this.#digest < until) await this.#mail('daily', this.#digest)
      else break
    }
    this.#now = until
  }

  async #immediateBefore(to: Instant): Promise<Instant | undefined> {
    const times: Instant[] = []
    const after = fromMs(toMs(this.#immediate) + 1)
    for await (const { since } of this.deps.cases.pendingImmediate({ from: after, to })) times.push(since)
    return times.toSorted().find((time) => time < to)
  }

  async #mail(kind: 'daily' | 'immediate', sendAt: Instant): Promise<void> {
    this.#now = sendAt
    await runWindow(this.deps, { kind, sendAt })
    if (kind === 'daily') this.#digest = nextDigest(registry, sendAt)
    else this.#immediate = sendAt
  }

  /** At the moments of the case's own steps, or once it was heard of; a window that lies before goes first. */
  async #escalateUntil(id: string, until: Instant): Promise<void> {
    for (;;) {
      const document = await this.deps.cases.load(id)
      const step = document?.nextStepAt
      if (document === undefined || step === undefined || step > until) return
      const at = later(step, document.entries.at(-1)?.recordedAt ?? step)
      const { pendingImmediate, pendingSince = '' } = document
      if (pendingImmediate && pendingSince > this.#immediate && pendingSince < at) return
      this.#now = at
      const outcome = await carryOut(this.deps, id, { command: { type: 'escalate' }, actor })
      if (outcome.type !== 'saved') throw new Error(`${id} does not escalate at ${step}`)
    }
  }
}

function dayOf({ recipient, window, notices }: MailOf<'claimed'>): SimulatedDay {
  const [day = '', time = ''] = window.split('T')
  const levels: Record<string, number> = {}
  for (const { level } of notices) levels[level] = (levels[level] ?? 0) + 1
  return { recipient, day, inForce: { windows: [time], levels }, proposed: { windows: [], levels: {} } }
}
