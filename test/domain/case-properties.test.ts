import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addWorkingMinutes, workingMinutesBetween } from '../../functions/domain/calendar.ts'
import { dueOf } from '../../functions/domain/due.ts'
import type { Entry } from '../../functions/domain/event.ts'
import { foldCase } from '../../functions/domain/evolve.ts'
import { fromMs, MINUTE_MS, toMs, type Instant } from '../../functions/domain/instant.ts'
import type { CaseState } from '../../functions/domain/state.ts'
import { holds } from '../support/calendar-arbitraries.ts'
import { anySteps, stepRules, taken, type Step } from '../support/case-steps.ts'
import { row, testRegistry } from '../support/registry.ts'
import { fieldReport, Scenario, vn } from '../support/scenario.ts'
import { anyMessages, deliver, type Message } from '../support/source-messages.ts'

/** The same messages in any order, some of them several times. */
const shuffled = (messages: readonly Message[]): fc.Arbitrary<Message[]> =>
  fc
    .shuffledSubarray([...messages, ...messages], { minLength: messages.length })
    .map((some) => [...some, ...messages.filter((message) => !some.includes(message))])

/** What the case is, without the evidence for it. */
const outcome = (state: CaseState) => ({ ...state, told: undefined })
/** And without what depends on when we heard of it. */
const factsOf = (state: CaseState) => ({ ...outcome(state), episode: 0, episodeKnownAt: '', holders: [] })

describe('the same messages of the same sources', () => {
  it('end in the same state in any order and repetition, once the first has come', () => {
    const anyOrder = anyMessages.chain(([first, ...others]) =>
      fc.tuple(
        fc.constant([first!, ...others]),
        shuffled(others).map((rest) => [first!, ...rest]),
      ),
    )
    holds(anyOrder, ([inOrder, otherwise]) => {
      expect(outcome(deliver(otherwise).state)).toEqual(outcome(deliver(inOrder).state))
    })
  })

  it('end in the same facts whichever is the first', () => {
    const anyOrder = anyMessages.chain((messages) => fc.tuple(fc.constant(messages), shuffled(messages)))
    holds(anyOrder, ([inOrder, otherwise]) => {
      expect(factsOf(deliver(otherwise).state)).toEqual(factsOf(deliver(inOrder).state))
    })
  })

  it('write nothing when all of them come again', () => {
    holds(anyMessages, (messages) => {
      const once = deliver(messages)
      expect(deliver([...messages, ...messages]).entries.length).toBe(once.entries.length)
    })
  })
})

describe('a timeline', () => {
  const registry = stepRules()

  it('tells of any moment what was known then', () => {
    holds(anySteps, (steps) => {
      let entries: Entry[] = []
      const known: [at: Instant, state: CaseState | undefined][] = []
      for (const step of steps) {
        entries = taken(entries, step, registry)
        known.push([step.now, foldCase(entries)])
      }
      for (const [knownAt, state] of known) {
        expect(foldCase(entries, { knownAt })).toEqual(state)
        expect(foldCase(entries.filter((entry) => entry.recordedAt <= knownAt))).toEqual(state)
      }
    })
  })

  it('takes the same command of many cases once, whatever happens in between', () => {
    const anyBulk = fc.tuple(anySteps, fc.nat(9), fc.nat(9))
    holds(anyBulk, ([steps, before, between]) => {
      const pause = { type: 'pause', reason: 'mưa lũ', document: '152/UBND', from: steps[0]!.now } as const
      const bulk = (now: Instant) => ({ now, command: pause, commandId: 'bulk:152/UBND:pause' })
      const all = (some: readonly Step[], entries: Entry[] = []) =>
        some.reduce((sofar, step) => taken(sofar, step, registry), entries)
      const first = all(steps.slice(0, 1 + before))
      const once = taken(first, bulk(steps.at(-1)!.now), registry)
      const then = all(steps.slice(1 + before, 1 + before + between), once)
      const again = taken(then, bulk(steps.at(-1)!.now), registry)
      if (once.length > first.length) expect(again).toEqual(then)
    })
  })
})

describe('a pause', () => {
  const anyLimit = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom('workingMinutes', 'workingHours'))
  const minute = fc.nat(20_000)
  const anySpan = fc.tuple(minute, minute).filter(([a, b]) => a !== b)

  it('of n working minutes moves a computed date by n, whatever held the clock', () => {
    holds(anyLimit, anySpan, anySpan, ([amount, unit], one, other) => {
      const registry = testRegistry(row('limit', 'fieldReport:*', { limit: { amount, unit } }))
      const calendar = registry.calendar('counter', '2021-10-18')
      const report = new Scenario(registry).given([
        '2021-12-30 08:00',
        { type: 'registerFieldReport', facts: fieldReport },
      ])
      const before = dueOf(report.state(), registry)!.at
      const spans = [one, other].map((span) => span.toSorted((a, b) => a - b).map(later))
      for (const [n, [from, to]] of spans.entries())
        report.given(['2021-12-30 09:00', { type: 'pause', reason: 'mưa lũ', document: `${n}`, from: from!, to: to! }])
      const paused = united(spans).reduce(
        (sum, [from, to]) => sum + workingMinutesBetween(calendar, toMs(from!), toMs(to!)),
        0,
      )
      const after = dueOf(report.state(), registry)
      expect(after).toEqual({ at: fromMs(addWorkingMinutes(calendar, toMs(before), paused)), basis: 'computed' })
    })
  })

  it('never moves a date that somebody set', () => {
    const registry = testRegistry()
    holds(anySpan, ([a, b]) => {
      const due = vn('2021-10-25 17:00')
      const report = new Scenario(registry).given(
        ['2021-12-30 08:00', { type: 'registerFieldReport', facts: { ...fieldReport, due } }],
        [
          '2021-12-30 09:00',
          { type: 'pause', reason: 'mưa lũ', from: later(Math.min(a, b)), to: later(Math.max(a, b)) },
        ],
      )
      expect(dueOf(report.state(), registry)).toEqual({ at: due, basis: 'source' })
    })
  })

  const later = (minutes: number): Instant => fromMs(toMs(fieldReport.receivedAt) + minutes * MINUTE_MS)
  const united = ([one, other]: string[][]): string[][] =>
    one![1]! < other![0]! || other![1]! < one![0]!
      ? [one!, other!]
      : [
          [one!, other!]
            .flat()
            .toSorted()
            .filter((_, n) => n === 0 || n === 3),
        ]
})
