import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLink, signLink } from '../../functions/work/answer-link.ts'
import { vn } from '../support/scenario.ts'

const secret = 'K'.repeat(64)
const scope = { recipient: 'so-xd:focalPoint', window: '2021-10-22T07:30' }
const sent = vn('2021-10-22 07:30')
const token = signLink(secret, scope, sent)

describe('a link', () => {
  it('is good for its recipient and window, for a fortnight', () => {
    const expiresAt = vn('2021-11-05 07:30')
    expect(readLink([secret], token, sent)).toEqual({ type: 'valid', scope, expiresAt })
    expect(readLink([secret], token, '2021-11-05T00:29:59.999Z')).toMatchObject({ type: 'valid' })
    expect(readLink([secret], token, expiresAt)).toEqual({ type: 'expired' })
  })

  it('fits into an address as it stands', () => {
    expect(encodeURIComponent(token)).toBe(token)
  })

  it('changed at any place, by any character, is forged, also once it has expired', () => {
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ '.split('')
    for (let place = 0; place < token.length; place += 1)
      for (const character of characters) {
        if (token[place] === character) continue
        const changed = token.slice(0, place) + character + token.slice(place + 1)
        expect(readLink([secret], changed, sent)).toEqual({ type: 'forged' })
        expect(readLink([secret], changed, vn('2021-12-01'))).toEqual({ type: 'forged' })
      }
  })

  it('cut short, made longer or made up is forged', () => {
    for (let length = 0; length < token.length; length += 1)
      expect(readLink([secret], token.slice(0, length), sent)).toEqual({ type: 'forged' })
    for (const more of ['.', 'A', '=', ' ', '.x', '\0'])
      expect(readLink([secret], token + more, sent)).toEqual({ type: 'forged' })
    fc.assert(fc.property(fc.string(), (text) => readLink([secret], text, sent).type === 'forged'))
  })

  it('of one recipient does not pass for another’s', () => {
    const [payload = ''] = token.split('.')
    const [, signature = ''] = signLink(secret, { ...scope, recipient: 'bmt:head' }, sent).split('.')
    expect(readLink([secret], `${payload}.${signature}`, sent)).toEqual({ type: 'forged' })
  })

  it('is good as long as the secret that signed it is one of the last two', () => {
    const [newer, newest] = ['L'.repeat(64), 'M'.repeat(64)]
    expect(readLink([newer, secret], token, sent)).toMatchObject({ type: 'valid', scope })
    expect(readLink([newest, newer], token, sent)).toEqual({ type: 'forged' })
    expect(readLink([], token, sent)).toEqual({ type: 'forged' })
  })
})

describe('the key of a month', () => {
  const key = createHmac('sha256', secret).update('answer-link 2021-10').digest()
  const forge = (claims: unknown[]) => {
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
    return `${payload}.${createHmac('sha256', key).update(payload).digest('base64url')}`
  }
  const seconds = (time: string) => Date.parse(vn(time)) / 1000

  it('signs the links of that month, which outlive it', () => {
    const last = signLink(secret, scope, vn('2021-10-31 23:59'))
    expect(readLink([secret], last, vn('2021-11-14 23:58'))).toMatchObject({ type: 'valid' })
    expect(
      readLink([secret], forge(['so-xd:focalPoint', 'w', seconds('2021-11-14 12:00'), '2021-10']), sent).type,
    ).toBe('valid')
  })

  it('signs no link of a later month, and no other month’s', () => {
    const later = forge(['so-xd:focalPoint', 'w', seconds('2021-11-15 12:00'), '2021-10'])
    expect(readLink([secret], later, sent)).toEqual({ type: 'forged' })
    const other = forge(['so-xd:focalPoint', 'w', seconds('2021-11-20 12:00'), '2021-11'])
    expect(readLink([secret], other, sent)).toEqual({ type: 'forged' })
  })
})
