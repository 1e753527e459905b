import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stateOf, type CaseDocument } from '../../functions/domain/document.ts'
import { firingAt } from '../../functions/domain/escalation.ts'
import { fromMs, later, MINUTE_MS, toMs, type Instant } from '../../functions/domain/instant.ts'
import { anySteps, type Step } from '../support/case-steps.ts'
import { row, rows } from '../support/registry.ts'
import { fieldReport } from '../support/scenario.ts'
import { TimersWorld, type Troubles } from '../support/timers-world.ts'

const id = 'report:vnpt:pa-1'
const hours = (amount: number) => ({ amount, unit: 'hours' })

/** Short steps, so that a life of some days sees many of them. */
const quick = [
  ...rows.filter(({ kind, code }) => !(code.startsWith('fieldReport') && ['limit', 'policy'].includes(kind))),
  row('limit', 'fieldReport:*', { limit: hours(5) }),
  row('policy', 'fieldReport:*', {
    steps: [
      { level: 0, offset: hours(-1), recipients: ['focalPoint'] },
      { level: 1, offset: hours(0), recipients: ['focalPoint'] },
      { level: 2, offset: hours(3), recipients: ['focalPoint', 'head'] },
      { level: 3, offset: hours(7), recipients: ['head'], repeat: { every: hours(5), times: 3 } },
    ],
  }),
]

interface Trouble {
  kind: 'noSweeps' | 'functionDown' | 'throttled' | 'killed'
  from: number
  minutes: number
}

const anyTroubles: fc.Arbitrary<Trouble[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('noSweeps', 'functionDown', 'throttled', 'killed'),
    from: fc.nat(6_000),
    minutes: fc.oneof(fc.nat(30), fc.nat(2_000)),
  }),
  { minLength: 1, maxLength: 6 },
)

const start = toMs(fieldReport.receivedAt)
const at = (minute: number): number => start + minute * MINUTE_MS

/** A world in which each trouble holds from its minute on, for so many minutes. */
async function troubled(troubles: readonly Trouble[], skew: number): Promise<TimersWorld> {
  const world = await TimersWorld.from(fromMs(start), { rows: quick })
  const holds = (kind: Trouble['kind']) => (): boolean =>
    troubles.some((each) => each.kind === kind && at(each.from) <= world.clock.now() && world.clock.now() < endOf(each))
  const now: Troubles = {
    get noSweeps() {
      return holds('noSweeps')()
    },
    get functionDown() {
      return holds('functionDown')()
    },
    throttled: holds('throttled'),
    skew: () => skew,
  }
  Object.defineProperties(world.troubles, Object.getOwnPropertyDescriptors(now))
  for (const { kind, from } of troubles) if (kind === 'killed') world.clock.at(at(from), () => world.killAll())
  return world
}

const endOf = ({ from, minutes }: Trouble): number => at(from + minutes)

async function live(world: TimersWorld, life: readonly Step[], end: Instant): Promise<void> {
  for (const { now, command } of life) {
    await world.until(now)
    await world.tell(id, command)
  }
  await world.until(end)
}

/** The escalations of {@link quick}, in hours after the due date: level, occurrence, hours. */
const escalations = [
  [1, 0, 0],
  [2, 0, 3],
  [3, 0, 7],
  [3, 1, 12],
  [3, 2, 17],
  [3, 3, 22],
] as const

/** The last escalation that a running case has come to; it, or a later one, must have been raised. */
function expected({ summary }: CaseDocument, end: Instant): string {
  if (summary.phase !== 'running' || summary.due === undefined) return ''
  const late = (toMs(end) - toMs(summary.due)) / (60 * MINUTE_MS)
  const [level, occurrence] = escalations.findLast(([, , after]) => after <= late) ?? []
  return level === undefined ? '' : `${level}.${occurrence}`
}

async function reached(world: TimersWorld): Promise<string> {
  const { episode } = stateOf(await world.document(id))
  const notices = (await world.notices(id)).filter((notice) => notice.episode === episode && notice.level > 0)
  const raised = notices.map(({ level, occurrence }) => `${level}.${occurrence}`)
  return raised.toSorted().at(-1) ?? ''
}

const anyLife = anySteps.map((steps) => steps.filter(({ command }) => command.type !== 'escalate'))

describe('whatever happens to a case, and to what chases it', () => {
  it('no notice is raised twice or before its step, and none is lost once all runs again', async () => {
    const anyRun = fc.record({ life: anyLife, troubles: anyTroubles, skew: fc.integer({ min: -2000, max: 2000 }) })
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ life, troubles, skew }) => {
        // given: troubles that end, and half a day without any
        const over = troubles.map((each) => fromMs(endOf(each))).reduce(later, life.at(-1)!.now)
        const end = fromMs(toMs(over) + 12 * 60 * MINUTE_MS)
        // when
        const world = await troubled(troubles, skew)
        await live(world, life, end)
        // then
        const notices = await world.notices(id)
        const keys = notices.map(({ episode, level, occurrence }) => `${episode}/${level}/${occurrence}`)
        expect(new Set(keys).size).toBe(keys.length)
        expect(notices.filter((notice) => notice.at < notice.stepAt)).toEqual([])
        const document = await world.document(id)
        expect(firingAt(stateOf(document), await world.deps.registry.current(), end).fire).toBeUndefined()
        expect((await reached(world)) >= expected(document, end)).toBe(true)
      }),
      { numRuns: 50 },
    )
  }, 240_000)
})
