import type { Command } from '../../functions/domain/command.ts'
import { later, type Instant } from '../../functions/domain/instant.ts'
import { carryOut } from '../../functions/work/update-case.ts'

import { nextDigest } from '../../functions/domain/digest-window.ts'
import { readRegistry } from '../../functions/domain/registry.ts'
import { mailOfId } from '../../functions/store/mail-store.ts'
import type { SimulatedDay } from '../../functions/domain/simulated-mails.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'
import type { TimedRequest } from '../../infra/centre/sample.ts'
import { toldBy } from '../centre/replay.ts'
import { testDeps, type TestDeps } from './deps.ts'
import { runWindow } from './windows.ts'

/** The calls of a sample as they came, on one clock with the timers and the digests, until the moment. */
export async function lived(requests: readonly TimedRequest[], until: Instant): Promise<TestDeps> {
  const history = new History(await testDeps('2021-10-14 00:00', ...firstRegistry()))
  for (const request of requests.filter(({ at }) => at < until)) {
    await history.digestsUntil(request.at)
    for (const { id, command } of toldBy(request)) await history.tell(id, command, request.at)
  }
  await history.digestsUntil(until)
  return history.deps
}

class History {
  readonly deps: TestDeps
  #now: Instant
  #digest: Instant

  constructor(deps: TestDeps) {
    this.#now = deps.now()
    this.deps = { ...deps, now: () => this.#now }
    this.#digest = nextDigest(registry, this.#now)
  }

  async digestsUntil(until: Instant): Promise<void> {
    for (; this.#digest < until; this.#digest = nextDigest(registry, this.#digest)) {
      for await (const { id } of this.deps.cases.dueSteps(this.#digest)) await this.#escalateUntil(id, this.#digest)
      this.#now = this.#digest
      await runWindow(this.deps, { kind: 'daily', sendAt: this.#digest })
    }
    this.#now = until
  }

  async tell(id: string, command: Command, at: Instant): Promise<void> {
    await this.#escalateUntil(id, at)
    this.#now = at
    await carryOut(this.deps, id, { command, actor })
  }

  /** At the moments of the case's own steps, or once it was heard of; other cases have theirs. */
  async #escalateUntil(id: string, until: Instant): Promise<void> {
    for (;;) {
      const { nextStepAt: step, entries = [] } = (await this.deps.cases.load(id)) ?? {}
      if (step === undefined || step > until) return
      this.#now = later(step, entries.at(-1)?.recordedAt ?? step)
      const outcome = await carryOut(this.deps, id, { command: { type: 'escalate' }, actor })
      if (outcome.type !== 'saved') throw new Error(`${id} does not escalate at ${step}`)
    }
  }
}

const registry = readRegistry(firstRegistry(), 1)
const actor = { role: 'operator', id: 'sample' }

/** The mails that really went out, as the simulation tells of them. */
export async function mailsOf(deps: TestDeps): Promise<Pick<SimulatedDay, 'recipient' | 'day' | 'inForce'>[]> {
  const days = await Promise.all(
    deps.sentMails().map(async ({ id }) => {
      const { recipient = '', window = '' } = mailOfId(id) ?? {}
      const mail = await deps.mails.load(recipient, window)
      const levels: Record<string, number> = {}
      for (const { level } of mail?.notices ?? []) levels[level] = (levels[level] ?? 0) + 1
      const [day = '', time = ''] = window.split('T')
      return { recipient, day, inForce: { windows: [time], levels } }
    }),
  )
  return days.toSorted((a, b) => (`${a.recipient} ${a.day}` < `${b.recipient} ${b.day}` ? -1 : 1))
}
