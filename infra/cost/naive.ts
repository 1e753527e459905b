import { ASSUMED, MONTH_DAYS, type Volume } from './assumptions.ts'
import { costOf, type PriceList } from './prices.ts'
import type { Operations } from './operations.ts'

/**
 * What stands beside our design: a standard execution per case, which waits from the case's arrival to its end and
 * does nothing else. Every command that moves a date stops it and starts another.
 */
export interface Naive {
  readonly transitionsPerCase: number
  readonly transitions: number
  readonly usd: number
  /** At a time; each lasts as long as its case. */
  readonly openExecutions: number
}

/** Wait, Task and Choice for each step, and Wait and the end for what is left. */
const PER_STEP = 3
const PER_START = 2

export function naiveDesign(run: Operations, volume: Volume, list: PriceList): Naive {
  const steps = run.steps / run.cases
  const restarts = movesOf(run) / run.cases
  const transitionsPerCase = PER_START * (1 + restarts) + PER_STEP * steps
  const transitions = transitionsPerCase * volume.cases
  return {
    transitionsPerCase,
    transitions,
    usd: costOf(list, 'transitions', transitions),
    openExecutions: (volume.cases / MONTH_DAYS) * ASSUMED.openDays,
  }
}

/** Commands of people; what the sources tell again moves dates too and is left out, in the naive design's favour. */
const movesOf = ({ functions }: Operations): number => functions['command-case']?.invocations ?? 0
