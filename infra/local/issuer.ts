import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, type JWTPayload } from 'jose'
import * as z from 'zod'

import type { JwtAuthorizer } from './model.ts'

const issuerSchema = z.object({
  issuer: z.string(),
  clientId: z.string(),
  publicKey: z.looseObject({ kty: z.literal('RSA') }),
  privateKey: z.looseObject({ kty: z.literal('RSA') }),
})

/** Who a local token is for: a role of the access matrix, with the agency or provider that it belongs to. */
export interface Person {
  readonly role: string
  readonly agency?: string | undefined
  readonly provider?: string | undefined
}

/** Or software, by its scope: `provider.vnpt`, `centre.monitoring`. */
export interface Software {
  readonly client: string
}

export type TokenOwner = Person | Software

/** A token is told from a replayed Friday as well as from today: it holds whatever the local clock shows. */
const VALID = { from: Date.UTC(2000, 0) / 1000, to: Date.UTC(2100, 0) / 1000 }

const fileIn = (stateDir: string): string => join(stateDir, 'issuer.json')

/** Makes the issuer's key on the first start. It stays in the state folder, and so do the tokens' validity. */
export async function prepareIssuer(stateDir: string, { issuer, audience }: JwtAuthorizer): Promise<void> {
  const file = fileIn(stateDir)
  const clientId = audience[0] ?? 'local'
  const known = existsSync(file) ? issuerSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
  if (known?.issuer === issuer && known.clientId === clientId) return
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const fresh = { issuer, clientId, publicKey: await exportJWK(publicKey), privateKey: await exportJWK(privateKey) }
  mkdirSync(stateDir, { recursive: true })
  writeFileSync(file, JSON.stringify(fresh), { mode: 0o600 })
}

/**
 * A token as Cognito would give it. Its access tokens do not carry `custom:` attributes, its id tokens do: a role with
 * an owner gets one of those.
 * @param validity epoch seconds
 * @throws Error before the local mode has been started once with this folder
 */
export async function issueToken(stateDir: string, owner: TokenOwner, validity = VALID): Promise<string> {
  if (!existsSync(fileIn(stateDir))) throw new Error(`no issuer in ${stateDir}: start the local mode first`)
  const { issuer, clientId, privateKey } = issuerSchema.parse(JSON.parse(readFileSync(fileIn(stateDir), 'utf8')))
  return new SignJWT(claimsOf(owner, clientId))
    .setProtectedHeader({ alg: 'RS256', kid: 'local' })
    .setIssuer(issuer)
    .setIssuedAt(validity.from)
    .setExpirationTime(validity.to)
    .sign(await importJWK(privateKey, 'RS256'))
}

function claimsOf(owner: TokenOwner, clientId: string): JWTPayload {
  const asAccess = { token_use: 'access', client_id: clientId }
  if ('client' in owner) return { ...asAccess, sub: `local-${owner.client}`, scope: `dondoc/${owner.client}` }
  const { role, agency, provider } = owner
  const owned = agency !== undefined || provider !== undefined
  return {
    sub: `local-${agency ?? provider ?? role}`,
    'cognito:groups': [role],
    ...(owned ? { token_use: 'id', aud: clientId } : asAccess),
    ...(agency !== undefined && { 'custom:agency': agency }),
    ...(provider !== undefined && { 'custom:provider': provider }),
  }
}

/** Answers a token's claims, or nothing if API Gateway's JWT authorizer would refuse it at `now` (epoch ms). */
export type VerifyToken = (token: string, authorizer: JwtAuthorizer, now: number) => Promise<JWTPayload | undefined>

export async function tokenVerifier(stateDir: string): Promise<VerifyToken> {
  const { publicKey } = issuerSchema.parse(JSON.parse(readFileSync(fileIn(stateDir), 'utf8')))
  const key = await importJWK(publicKey, 'RS256')
  return async (token, { issuer, audience }, now) => {
    const currentDate = new Date(now)
    const options = { issuer, currentDate, algorithms: ['RS256'], requiredClaims: ['exp'] }
    const claims = await jwtVerify(token, key, options).then(
      ({ payload }) => payload,
      () => undefined,
    )
    if (!claims || (claims.iat ?? 0) * 1000 > now) return undefined
    const intended = claims.aud ?? claims['client_id']
    return [intended].flat().some((name) => typeof name === 'string' && audience.includes(name)) ? claims : undefined
  }
}
