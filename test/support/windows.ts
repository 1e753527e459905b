import type { DigestOutcome } from '../../workflows/contract.ts'
import type { DigestDeps } from '../../functions/work/deps.ts'
import type { DigestRun } from '../../functions/work/digest-run.ts'
import { planDigests } from '../../functions/work/plan-digests.ts'
import { sendDigest } from '../../functions/work/send-digest.ts'
import { settleDigests } from '../../functions/work/settle-digests.ts'
import type { TestDeps } from './deps.ts'
import { vn } from './scenario.ts'

/** What a window did: who was planned, what came of each, and the counts of its end. */
export interface Told {
  recipients: string[]
  dropped: number
  withoutContact: number
  mails: number
  told: number
  failed: number
}

/** One window as its machine runs it, retries apart: whoever fails keeps nobody else from getting a mail. */
export async function runWindow(deps: DigestDeps, run: DigestRun): Promise<Told> {
  const plan = await planDigests(deps, run)
  const outcomes: DigestOutcome[] = []
  for (const recipient of plan.recipients) outcomes.push({ recipient, outcome: await attempt(deps, run, recipient) })
  return { ...plan, ...(await settleDigests(deps, run, outcomes)) }
}

const attempt = async (deps: DigestDeps, run: DigestRun, recipient: string): Promise<DigestOutcome['outcome']> => {
  try {
    return (await sendDigest(deps, run, recipient)).outcome
  } catch {
    return 'failed'
  }
}

/** Moves the clock to the window, `2021-10-22 07:30` Vietnam time, and runs it. */
const windowAt =
  (kind: DigestRun['kind']) =>
  async (deps: TestDeps, at: string): Promise<Told> => {
    deps.at(at)
    return runWindow(deps, { kind, sendAt: vn(at) })
  }
export const morning = windowAt('daily')
export const minute = windowAt('immediate')
