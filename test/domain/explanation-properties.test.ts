import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workingMinutesBetween } from '../../functions/domain/calendar.ts'
import { changesOf } from '../../functions/domain/case-changes.ts'
import { calendarOf, dueOf, statutoryDue } from '../../functions/domain/due.ts'
import { foldCase } from '../../functions/domain/evolve.ts'
import { explain, type Explanation } from '../../functions/domain/explanation.ts'
import { MINUTE_MS, toMs } from '../../functions/domain/instant.ts'
import { measure766 } from '../../functions/domain/measure-766.ts'
import { holds } from '../support/calendar-arbitraries.ts'
import { linesOf, sum } from '../support/explanation.ts'
import { anyLife, type Life } from '../support/life-arbitraries.ts'

const perUnit = { workingMinutes: 1, workingHours: 60, workingDays: 1, calendarDays: 1, hours: 60 }
const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS)

const told = ({ entries, ...question }: Life): Explanation | undefined => explain(entries, question)

const units = (explanation: Explanation, part: string): number =>
  sum(linesOf(explanation, 'term').map((line) => (line.part === part ? line.units : 0)))

describe('every explanation', () => {
  it('sums up: the counted lines to the limit, the added ones to the paused ones', () => {
    holds(anyLife, (life) => {
      const explanation = told(life)
      const counted = explanation?.figures.counted
      if (explanation === undefined || counted === undefined) return
      expect(units(explanation, 'counted')).toBe(counted.limit.amount * perUnit[counted.limit.unit])
      expect(counted.units).toBe(units(explanation, 'counted'))
      expect(units(explanation, 'added')).toBe(units(explanation, 'paused'))
    })
  })

  it('sums up: the delay lines to the delay, from each due date to the end without a gap', () => {
    holds(anyLife, (life) => {
      const [explanation, state] = [told(life), foldCase(life.entries, life)]
      if (explanation === undefined || state === undefined) return
      const end = state.progress.phase === 'finished' ? state.progress.at : life.asOf
      const dues = { promised: state.promised, statutory: statutoryDue(state, life.registry) }
      for (const [clock, due] of Object.entries(dues)) {
        const lines = linesOf(explanation, 'delay').filter((line) => line.clock === clock)
        const late = due !== undefined && due.at < end
        const [from, to] = late ? [toMs(due.at), toMs(end)] : [0, 0]
        const minutes = workingMinutesBetween(calendarOf(state, life.registry), from, to)
        expect(sum(lines.map((line) => line.minutes))).toBe(minutes)
        if (minuteOf(from) !== minuteOf(to))
          expect([minuteOf(from), ...lines.map((line) => minuteOf(toMs(line.to)))]).toEqual([
            ...lines.map((line) => minuteOf(toMs(line.from))),
            minuteOf(to),
          ])
      }
    })
  })

  it('says the same dates and delays as lists, digests and reports', () => {
    holds(anyLife, (life) => {
      const [explanation, state] = [told(life), foldCase(life.entries, life)]
      expect(explanation === undefined).toBe(state === undefined)
      if (explanation === undefined || state === undefined) return
      const { figures } = explanation
      const due = dueOf(state, life.registry)?.at
      expect([figures.due, figures.statutoryDue]).toEqual([due, statutoryDue(state, life.registry)?.at])
      const [verdict] = linesOf(explanation, 'verdict')
      const late = figures.outcome === 'late' || figures.outcome === 'overdue'
      expect([verdict?.outcome, figures.delayMinutes]).toEqual([figures.outcome, late ? verdict?.minutes : due && 0])
    })
  })

  it('names entries of the timeline only, and every pause of the account by what held the clock', () => {
    holds(anyLife, (life) => {
      const lines = told(life)?.lines ?? []
      const seqs = new Set(life.entries.map(({ seq }) => seq))
      expect(lines.filter((line) => 'seq' in line && !seqs.has(line.seq))).toEqual([])
      expect(lines.filter((line) => line.kind === 'term' && line.part === 'paused' && line.stops.length === 0)).toEqual(
        [],
      )
    })
  })
})

describe('at any earlier time', () => {
  const anyPrefix = fc.tuple(anyLife, fc.nat(8))

  it('a case is explained and measured as from the entries known then alone', () => {
    holds(anyPrefix, ([life, index]) => {
      const { entries, ...rest } = life
      const knownAt = entries[index % entries.length]!.recordedAt
      const question = { ...rest, knownAt }
      const prefix = entries.filter(({ recordedAt }) => recordedAt <= knownAt)
      expect(isDeepStrictEqual(explain(entries, question), explain(prefix, question))).toBe(true)
      expect(isDeepStrictEqual(measure766(entries, question), measure766(prefix, question))).toBe(true)
    })
  })

  it('the changes of a case end in its state', () => {
    holds(anyLife, ({ entries, asOf, knownAt }) => {
      const state = changesOf(entries, { asOf, knownAt }).at(-1)?.after
      expect(isDeepStrictEqual(state, foldCase(entries, { asOf, knownAt }))).toBe(true)
    })
  })
})
