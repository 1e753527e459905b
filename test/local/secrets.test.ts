import { describe, expect, it } from 'vitest'
import { AwsError } from '../../infra/local/aws.ts'
import { seededRandom } from '../../infra/local/random.ts'
import { Secrets } from '../../infra/local/secrets.ts'
import { awsCall } from './models.ts'

const arn = 'arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:one'
const secretsOf = (seed: number) => new Secrets([{ arn, length: 64 }], seededRandom(seed))
const call = (operation: string, input: object) =>
  awsCall({
    service: 'secretsmanager',
    method: 'POST',
    headers: { 'x-amz-target': `secretsmanager.${operation}` },
    json: input,
  })
const valueOf = (secrets: Secrets): unknown =>
  JSON.parse(String(secrets.handle(call('GetSecretValue', { SecretId: arn })).body))

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

  it('knows no other secret, version or operation', () => {
    for (const unknown of [
      call('GetSecretValue', { SecretId: `${arn}x` }),
      call('GetSecretValue', { SecretId: arn, VersionStage: 'AWSPREVIOUS' }),
      call('PutSecretValue', { SecretId: arn }),
    ])
      expect(() => secretsOf(1).handle(unknown)).toThrow(AwsError)
  })
})
