import { describe, expect, it } from 'vitest'
import { arrivalOf, coverageOf, type Arrival } from '../../functions/domain/coverage.ts'
import { readRegistry } from '../../functions/domain/registry.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'
import { dossier, fieldReport, Scenario, vn } from '../support/scenario.ts'

const registry = readRegistry(firstRegistry(), 1)
const when = { asOf: vn('2021-10-26 23:59'), knownFrom: '2021-10-14' }
const matrix = (arrivals: Arrival[] = [], at = when) =>
  Object.fromEntries(
    coverageOf(registry.all('deployment', '2021-11-12'), arrivals, at).rows.map((row) => [row.deployment.unit, row]),
  )

describe('the pilot of letter 3419', () => {
  it('covers the five units of the letter, two of one provider and three of the other', () => {
    const rows = Object.values(matrix()).map(({ deployment: { provider, unit } }) => `${provider}:${unit}`)
    expect(rows).toEqual([
      'viettel:buon-ho',
      'viettel:ea-kar',
      'viettel:krong-nang',
      'vnpt:buon-ma-thuot',
      'vnpt:cu-mgar',
    ])
  })

  it('began 178 days late in Ea Kar, and not at all in Krông Năng', () => {
    expect(matrix()['ea-kar']).toMatchObject({ status: 'late', daysLate: 178 })
    expect(matrix()['krong-nang']).toMatchObject({ status: 'notDeployed', daysLate: 183, days: 0 })
    expect(matrix()['krong-nang']).not.toHaveProperty('firstReport')
    expect(matrix()['buon-ho']).toMatchObject({ status: 'onTime', daysLate: 0 })
  })

  it('counts days without a report from the start, within the pilot and where reports are known', () => {
    const arrival = (date: string) => ({ provider: 'viettel', unit: 'ea-kar', receivedAt: vn(date) })
    const row = matrix([arrival('2021-10-22 00:00'), arrival('2021-10-22 23:59'), arrival('2021-10-26 08:00')])[
      'ea-kar'
    ]
    expect(row).toMatchObject({ days: 6, daysWithoutReport: 4, reports: 3, firstReport: '2021-10-22' })
    expect(matrix()['buon-ma-thuot']).toMatchObject({ days: 13, daysWithoutReport: 13 })
  })

  it('was not yet begun in Ea Kar the day before', () => {
    expect(matrix([], { ...when, asOf: vn('2021-10-20 12:00') })['ea-kar']?.status).toBe('notDeployed')
  })
})

describe('what a case gives to the matrix', () => {
  const at = { asOf: vn('2021-10-26'), knownAt: vn('2021-10-26') }

  it('is where and when a field report came from; of a dossier nothing', () => {
    const report = new Scenario().given(['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }])
    expect(arrivalOf(report.entries, at)).toEqual({
      provider: 'vnpt',
      unit: 'buon-ma-thuot',
      receivedAt: fieldReport.receivedAt,
    })
    const taken = new Scenario().given(['2021-10-18 09:05', { type: 'registerDossier', facts: dossier }])
    expect(arrivalOf(taken.entries, at)).toBeUndefined()
  })
})
