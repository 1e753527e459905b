import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { AwsError } from '../../infra/local/aws.ts'
import { seededRandom } from '../../infra/local/random.ts'
import { Secrets } from '../../infra/local/secrets.ts'
import { awsCall } from './models.ts'

const arn = 'arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:one'
const folder = mkdtempSync(join(tmpdir(), 'dondoc-secrets-'))
afterAll(() => rmSync(folder, { recursive: true }))
const secretsOf = (seed: number, file = 'none.json') =>
  new Secrets([{ arn, length: 64 }], seededRandom(seed), join(folder, file))
const call = (operation: string, input: object) =>
  awsCall({
    service: 'secretsmanager',
    method: 'POST',
    headers: { 'x-amz-target': `secretsmanager.${operation}` },
    json: input,
  })
const valueOf = (secrets: Secrets, VersionStage = 'AWSCURRENT'): unknown =>
  JSON.parse(String(secrets.handle(call('GetSecretValue', { SecretId: arn, VersionStage })).body))

describe('Secrets Manager', () => {
  it('has made up what the template asks for, the same after a restart', () => {
    expect(valueOf(secretsOf(1))).toMatchObject({ SecretString: expect.stringMatching(/^[A-Za-z0-9]{64}$/) })
    expect(valueOf(secretsOf(1))).toEqual(valueOf(secretsOf(1)))
    expect(valueOf(secretsOf(2))).not.toEqual(valueOf(secretsOf(1)))
  })

  it('asks the role of its caller for the secret', () => {
    expect(secretsOf(1).accesses(call('GetSecretValue', { SecretId: arn }))).toEqual([
      { action: 'secretsmanager:GetSecretValue', resource: arn },
    ])
  })

  it('keeps what an operator puts there, and the value before it, over a restart', () => {
    const first = secretsOf(1, 'kept.json')
    const generated = valueOf(first)
    first.handle(call('PutSecretValue', { SecretId: arn, SecretString: 'one' }))
    expect(valueOf(first, 'AWSPREVIOUS')).toMatchObject(z.object({ SecretString: z.string() }).parse(generated))
    first.handle(call('PutSecretValue', { SecretId: arn, SecretString: 'two' }))
    for (const secrets of [first, secretsOf(1, 'kept.json')]) {
      expect(valueOf(secrets)).toMatchObject({ SecretString: 'two' })
      expect(valueOf(secrets, 'AWSPREVIOUS')).toMatchObject({ SecretString: 'one' })
    }
  })

  it('knows no other secret, version or operation', () => {
    for (const unknown of [
      call('GetSecretValue', { SecretId: `${arn}x` }),
      call('GetSecretValue', { SecretId: arn, VersionStage: 'AWSPREVIOUS' }),
      call('PutSecretValue', { SecretId: `${arn}x`, SecretString: 'a' }),
      call('RotateSecret', { SecretId: arn }),
    ])
      expect(() => secretsOf(1).handle(unknown)).toThrow(AwsError)
  })
})
