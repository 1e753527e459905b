import { describe, expect, it } from 'vitest'
import { lastsAt, SIZES, sizeFor, type Measure } from '../../infra/size.ts'

const light: Measure = { megabytes: 100, coldMs: 200, warmMs: 5, longestMs: 50 }
const work = { isRoute: false, timeoutMs: 60_000 }
const route = { isRoute: true, timeoutMs: 29_000 }

describe('the size of a function', () => {
  it('is the smallest where it is light and nobody waits', () => {
    expect(sizeFor(light, work)).toBe('small')
  })

  it('leaves two fifths of the memory free', () => {
    expect(sizeFor({ ...light, megabytes: 0.6 * 512 }, work)).toBe('small')
    expect(sizeFor({ ...light, megabytes: 0.6 * 512 + 1 }, work)).toBe('medium')
    expect(sizeFor({ ...light, megabytes: 0.6 * 1024 + 1 }, work)).toBe('large')
  })

  it('lets a caller wait a second for a cold start at most, and a fifth of one for a later call', () => {
    expect(lastsAt(light.coldMs, 'small')).toBeLessThan(1000)
    expect(sizeFor(light, route)).toBe('small')
    expect(sizeFor({ ...light, coldMs: 300 }, route)).toBe('medium')
    expect(sizeFor({ ...light, warmMs: 100 }, route)).toBe('medium')
    expect(sizeFor({ ...light, coldMs: 300, warmMs: 100 }, work)).toBe('small')
  })

  it('computes in a quarter of the time-out', () => {
    expect(sizeFor({ ...light, longestMs: 5000 }, work)).toBe('medium')
    expect(sizeFor({ ...light, longestMs: 10_000 }, work)).toBe('large')
  })

  it('is the largest where none is enough', () => {
    expect(sizeFor({ ...light, megabytes: 5000 }, work)).toBe('large')
  })

  it('has a whole processor at the largest, and shares of it below', () => {
    expect(lastsAt(100, 'large')).toBe(100)
    expect(lastsAt(100, 'small')).toBeCloseTo((100 * SIZES.large) / SIZES.small)
  })
})
