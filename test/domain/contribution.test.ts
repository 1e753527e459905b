import { describe, expect, it } from 'vitest'
import { contribution, lastWords, missingParts } from '../../functions/domain/contribution.ts'
import { vn } from '../support/scenario.ts'

const refused = (given: unknown): string[] =>
  contribution.safeParse(given).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []

describe('a contribution', () => {
  it('of a service names the service, of the centre none', () => {
    expect(refused({ section: 'features', text: 'x' })).toEqual([
      'cityService stands with a section of a service, and with no other',
    ])
    expect(refused({ section: 'other', cityService: 'cameras', text: 'x' })).toHaveLength(1)
  })

  it('brings what its section takes, and something', () => {
    expect(refused({ section: 'other', text: 'x', usage: [] })).toEqual(['usage belongs to another section'])
    expect(refused({ section: 'communication' })).toEqual(['text brings something that the section takes'])
    expect(refused({ section: 'effectiveness', cityService: 'cameras', usage: [] })).toEqual([])
  })

  it.each([
    [{ channel: 'facebook', posts: -1 }, 'channels'],
    [{ channel: 'fax', posts: 1 }, 'channels'],
  ])('counts by known channels and from 0: %j', (row) => {
    expect(refused({ section: 'communication', channels: [row] })).toHaveLength(1)
  })
})

const stored = (hour: number, given: object) => ({
  ...contribution.parse({ section: 'communication', ...given }),
  author: `person-${hour}`,
  storedAt: vn(`2021-10-29 0${hour}:00`),
})

describe('what counts', () => {
  it('is the last word on each part: numbers stay where only the text is written anew', () => {
    const channels = [{ channel: 'zalo', posts: 3 }]
    const last = lastWords([stored(8, { text: 'một', channels }), stored(9, { text: 'hai' })])
    expect(last.map(({ text, channels: of, author }) => [text ?? of, author])).toEqual([
      ['hai', 'person-9'],
      [channels, 'person-8'],
    ])
  })

  it('is missing part by part, and an empty list is an answer', () => {
    const ofCameras = { section: 'effectiveness', cityService: 'cameras' } as const
    const missing = missingParts([{ id: 'cameras' }], [contribution.parse({ ...ofCameras, usage: [] })])
    expect(missing).toContainEqual({ ...ofCameras, part: 'guidance' })
    expect(missing).not.toContainEqual({ ...ofCameras, part: 'usage' })
    expect(missing).not.toContainEqual({ ...ofCameras, part: 'text' })
  })
})
