import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromMs } from '../../functions/domain/instant.ts'
import { instantAt, isZone } from '../../functions/domain/wall-time.ts'

const NEW_YORK = 'America/New_York'

describe('a time on a wall', () => {
  it.each([
    ['in Vietnam', 'Asia/Ho_Chi_Minh', '2021-10-28', '17:00:00', '2021-10-28T10:00:00.000Z'],
    ['at the end of the day', 'Asia/Ho_Chi_Minh', '2021-10-28', '24:00:00', '2021-10-28T17:00:00.000Z'],
    ['in winter', NEW_YORK, '2022-01-21', '13:47:00', '2022-01-21T18:47:00.000Z'],
    ['in summer', NEW_YORK, '2022-07-21', '13:47:00', '2022-07-21T17:47:00.000Z'],
    ['an hour before clocks go forward', NEW_YORK, '2022-03-13', '01:59:59', '2022-03-13T06:59:59.000Z'],
    ['that clocks skip', NEW_YORK, '2022-03-13', '02:30:00', '2022-03-13T07:30:00.000Z'],
    ['just after clocks went forward', NEW_YORK, '2022-03-13', '03:00:00', '2022-03-13T07:00:00.000Z'],
    ['that clocks show twice', NEW_YORK, '2022-11-06', '01:30:00', '2022-11-06T05:30:00.000Z'],
    ['just after clocks went back', NEW_YORK, '2022-11-06', '02:00:00', '2022-11-06T07:00:00.000Z'],
    ['at the end of the day on which clocks go back', NEW_YORK, '2022-11-06', '24:00:00', '2022-11-07T05:00:00.000Z'],
  ])('%s is an instant', (_, zone, date, time, instant) => {
    expect(instantAt({ date, time }, zone)).toBe(instant)
  })

  it('comes back from what a clock shows, except where it shows it for the second time', () => {
    const zones = fc.constantFrom(
      NEW_YORK,
      'Asia/Ho_Chi_Minh',
      'Europe/London',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    )
    const seconds = fc.integer({ min: Date.UTC(2000, 0) / 1000, max: Date.UTC(2040, 0) / 1000 })
    fc.assert(
      fc.property(zones, seconds, (zone, second) => {
        const shown = new Date(second * 1000).toLocaleString('sv-SE', { timeZone: zone })
        const [date = '', time = ''] = shown.split(' ')
        const at = instantAt({ date, time }, zone)
        const earlier = new Date(at).toLocaleString('sv-SE', { timeZone: zone })
        expect(earlier).toBe(shown)
        expect(at <= fromMs(second * 1000)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('knows the zones there are', () => {
    expect([isZone('Asia/Ho_Chi_Minh'), isZone('Asia/Dak_Lak')]).toEqual([true, false])
  })
})
