import { describe, expect, it } from 'vitest'
import {
  compareTotals,
  controlTotal,
  type ControlTotal,
  type KnownReport,
} from '../../functions/domain/control-total.ts'
import { vn } from '../support/scenario.ts'

const told = (
  date: string,
  totals: Record<string, number>,
  at = '2021-10-20 08:00',
  provider = 'vnpt',
): ControlTotal => ({
  provider,
  date,
  totals: Object.entries(totals).map(([unit, received]) => ({ unit, received })),
  at: vn(at),
  by: { role: 'provider', id: 'app' },
})
const known = (time: string, unit: string | undefined = 'bmt', provider = 'vnpt'): KnownReport => ({
  provider,
  unit,
  receivedAt: vn(time),
})

describe('control totals', () => {
  it('that agree leave nothing to say', () => {
    const reports = [known('2021-10-18 00:00'), known('2021-10-18 23:59'), known('2021-10-18 09:00', 'ea-kar')]
    expect(compareTotals([told('2021-10-18', { bmt: 2, 'ea-kar': 1 })], reports)).toEqual({
      differences: [],
      missing: [],
    })
    expect(compareTotals([told('2021-10-18', { bmt: 0 })], [])).toEqual({ differences: [], missing: [] })
  })

  it('that differ are told by day and unit, also of what only one side knows', () => {
    const totals = [told('2021-10-19', { bmt: 1 }), told('2021-10-18', { bmt: 3, 'cu-mgar': 1 })]
    const reports = [
      known('2021-10-18 09:00'),
      known('2021-10-18 10:00', 'ea-kar'),
      { ...known('2021-10-18 11:00'), unit: undefined },
    ]
    const day = { provider: 'vnpt', date: '2021-10-18' }
    expect(compareTotals(totals, reports).differences).toEqual([
      { ...day, unit: 'UNASSIGNED', told: 0, known: 1 },
      { ...day, unit: 'bmt', told: 3, known: 1 },
      { ...day, unit: 'cu-mgar', told: 1, known: 0 },
      { ...day, unit: 'ea-kar', told: 0, known: 1 },
      { provider: 'vnpt', date: '2021-10-19', unit: 'bmt', told: 1, known: 0 },
    ])
  })

  it('count by their last word, whatever the order', () => {
    const words = [
      told('2021-10-18', { bmt: 1 }, '2021-10-20 09:00'),
      told('2021-10-18', { bmt: 5 }, '2021-10-20 08:00'),
    ]
    expect(compareTotals(words, [known('2021-10-18 09:00')]).differences).toEqual([])
    expect(compareTotals(words.toReversed(), [known('2021-10-18 09:00')]).differences).toEqual([])
  })

  it('are missing on days on which reports came without one', () => {
    const reports = [known('2021-10-18 09:00'), known('2021-10-19 09:00'), known('2021-10-19 09:00', 'bmt', 'viettel')]
    expect(compareTotals([told('2021-10-18', { bmt: 1 })], reports).missing).toEqual([
      { provider: 'viettel', date: '2021-10-19', known: 1 },
      { provider: 'vnpt', date: '2021-10-19', known: 1 },
    ])
  })

  it('name each unit once', () => {
    const twice = {
      ...told('2021-10-18', {}),
      totals: [
        { unit: 'bmt', received: 1 },
        { unit: 'bmt', received: 2 },
      ],
    }
    expect(controlTotal.safeParse(twice).success).toBe(false)
  })
})
