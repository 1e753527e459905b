import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { decodeJwt, generateKeyPair, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { callerOf } from '../../functions/platform/caller.ts'
import { issueToken, prepareIssuer, tokenVerifier } from '../../infra/local/issuer.ts'

const NOW = Date.UTC(2021, 9, 14)
const authorizer = { issuer: 'https://issuer', audience: ['client', 'other'], scopes: [] }

let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const prepared = async () => {
  await prepareIssuer(folder, authorizer)
  return tokenVerifier(folder)
}

describe('a local token', () => {
  it('says who holds it, as a token of Cognito does', async () => {
    const verify = await prepared()
    const claims = await verify(await issueToken(folder, { role: 'operator' }), authorizer, NOW)
    expect(claims).toMatchObject({
      iss: 'https://issuer',
      token_use: 'access',
      client_id: 'client',
      'cognito:groups': ['operator'],
    })
    expect(callerOf(claims)).toEqual({ role: 'operator', id: 'local-operator' })
  })

  it('is an id token where it carries an agency or a provider, which access tokens do not', async () => {
    const verify = await prepared()
    const claims = await verify(await issueToken(folder, { role: 'agency', agency: 'so-xd' }), authorizer, NOW)
    expect(claims).toMatchObject({ token_use: 'id', aud: 'client' })
    expect(callerOf(claims)).toEqual({ role: 'agency', id: 'local-so-xd', agency: 'so-xd' })
    const other = await verify(await issueToken(folder, { role: 'provider', provider: 'vnpt' }), authorizer, NOW)
    expect(callerOf(other)).toMatchObject({ role: 'provider', provider: 'vnpt' })
  })

  it('holds on the clock of the run, not on ours', async () => {
    const verify = await prepared()
    const token = await issueToken(folder, { role: 'operator' }, { from: NOW / 1000, to: NOW / 1000 + 3600 })
    const valid = async (ms: number) => (await verify(token, authorizer, ms)) !== undefined
    expect(await valid(NOW)).toBe(true)
    expect(await valid(NOW + 3_599_000)).toBe(true)
    expect(await valid(NOW + 3_600_000)).toBe(false)
    expect(await valid(NOW - 1000)).toBe(false)
  })

  it('is refused from another issuer, for another audience, or with another key', async () => {
    const verify = await prepared()
    const token = await issueToken(folder, { role: 'operator' })
    expect(await verify(token, { ...authorizer, issuer: 'https://else' }, NOW)).toBeUndefined()
    expect(await verify(token, { ...authorizer, audience: ['other'] }, NOW)).toBeUndefined()
    const { privateKey } = await generateKeyPair('RS256')
    const forged = await new SignJWT(decodeJwt(token))
      .setProtectedHeader({ alg: 'RS256', kid: 'local' })
      .sign(privateKey)
    expect(await verify(forged, authorizer, NOW)).toBeUndefined()
    expect(await verify('', authorizer, NOW)).toBeUndefined()
  })
})

describe('the key', () => {
  it('is made once, and read by its owner only', async () => {
    await prepared()
    const token = await issueToken(folder, { role: 'operator' })
    expect(await (await prepared())(token, authorizer, NOW)).toBeDefined()
    expect(statSync(join(folder, 'issuer.json')).mode & 0o077).toBe(0)
  })
})

describe('the command', () => {
  const command = (...words: string[]) => promisify(execFile)(process.execPath, ['infra/local/token.ts', ...words])

  it('prints a token and nothing else', async () => {
    await prepareIssuer(join(folder, 'state'), authorizer)
    const { stdout, stderr } = await command('agency', '--agency', 'so-xd', '--out', folder)
    expect(stderr).toBe('')
    expect(callerOf(decodeJwt(stdout.trim()))).toMatchObject({ role: 'agency', agency: 'so-xd' })
  })

  const failed = (...words: string[]) => command(...words).catch((error: { code: number; stderr: string }) => error)

  it.each([[[]], [['king']], [['agency']], [['operator', 'signer']], [['operator', '--until', 'x']]])(
    'says in one line what is wrong with %j',
    async (words) => {
      await prepareIssuer(join(folder, 'state'), authorizer)
      expect(await failed(...words, '--out', folder)).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^[^\n]+\n$/),
      })
    },
  )

  it('says what to do before the first start', async () => {
    expect(await failed('operator', '--out', folder)).toMatchObject({
      stderr: expect.stringContaining('start the local mode first'),
    })
  })
})
