import * as fc from 'fast-check'
import type { Command } from '../../functions/domain/command.ts'
import { decide } from '../../functions/domain/decide.ts'
import type { Entry } from '../../functions/domain/event.ts'
import { fromMs, MINUTE_MS, toMs, type Instant } from '../../functions/domain/instant.ts'
import type { Registry } from '../../functions/domain/registry.ts'
import { committing, testRegistry } from './registry.ts'
import { fieldReport } from './scenario.ts'

/** A command and the moment at which it arrives. */
export interface Step {
  now: Instant
  command: Command
  commandId: string
}

const start = toMs(fieldReport.receivedAt)
const reason = 'lý do'
const anyDocument = fc.constantFrom(undefined, '1/UBND', '2/UBND')

/** The rules under which {@link anySteps} are told: those of the small province, and commitments of up to five days. */
export const stepRules = (): Registry => testRegistry(committing('fieldReport:*'))

/** What may be sent about a field report at a moment; `ago` is some moment before it. */
const anyCommand: fc.Arbitrary<(now: Instant, ago: Instant) => Command> = fc.oneof(
  fc.constant(() => ({ type: 'registerFieldReport', facts: fieldReport }) as const),
  fc.nat(3).map((n) => (now: Instant, ago: Instant): Command => {
    const facts = { ...fieldReport, unit: `unit-${n}`, ...(n > 1 && { due: fromMs(toMs(now) + n * 3_600_000) }) }
    return { type: 'registerFieldReport', facts, reportedAt: ago }
  }),
  fc
    .constantFrom('processing' as const, 'resolved' as const, 'withdrawn' as const)
    .map((status) => (_: Instant, ago: Instant): Command => ({ type: 'changeStatus', status, statusAt: ago })),
  anyDocument.map((document) => (_: Instant, from: Instant): Command => ({
    type: 'pause',
    reason,
    from,
    ...(document !== undefined && { document }),
  })),
  anyDocument.map((document) => (): Command => ({ type: 'resume', ...(document !== undefined && { document }) })),
  fc.constant((now: Instant): Command => ({ type: 'extend', due: fromMs(toMs(now) + 9 * 86_400_000), reason })),
  fc.constantFrom('so-xd', 'bmt').map((agency) => (): Command => ({ type: 'reassign', agency, reason })),
  fc.constant((): Command => ({ type: 'decline', reason })),
  fc.nat(2).map((n) => (): Command => ({ type: 'nameHandler', handler: { name: `H ${n}`, post: 'chuyên viên' } })),
  fc.constant((): Command => ({ type: 'reopen', reason })),
  fc.constant((): Command => ({ type: 'escalate' })),
  fc.nat(6).map((days) => (): Command => ({ type: 'commit', workingDays: 1 + days })),
  fc
    .constantFrom('withdrawCommitment', 'refuseExtension', 'explainNotSynced', 'refuseClaim')
    .map((type) => (): Command => ({ type, reason })),
  fc.constantFrom('acknowledge', 'confirmClaim').map((type) => (): Command => ({ type })),
  fc.constant((): Command => ({ type: 'claimDone', proof: 'biên bản' })),
  fc.constant((now: Instant): Command => {
    return { type: 'requestExtension', due: fromMs(toMs(now) + 12 * 86_400_000), why: 'weather' }
  }),
)

/** The life of a field report as it was told, from its registration on. */
export const anySteps: fc.Arbitrary<Step[]> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 2_000 }), fc.nat(3_000), anyCommand), { minLength: 1, maxLength: 10 })
  .map((moves) => {
    let minute = 5
    const registered = { now: at(minute), command: { type: 'registerFieldReport' as const, facts: fieldReport } }
    const told = moves.map(([wait, back, command]) => {
      minute += wait
      return { now: at(minute), command: command(at(minute), at(Math.max(0, minute - back))) }
    })
    return [registered, ...told].map((step, n) => ({ ...step, commandId: `step-${n}` }))
  })

const at = (minute: number): Instant => fromMs(start + minute * MINUTE_MS)

/** The entries after one step more; as they were where it is refused. */
export function taken(entries: readonly Entry[], { now, command, commandId }: Step, registry: Registry): Entry[] {
  const actor = { role: 'operator', id: 'test' }
  const decision = decide(command, { entries, registry }, { commandId, actor, now })
  return decision.type === 'accepted' ? [...entries, ...decision.entries] : [...entries]
}
