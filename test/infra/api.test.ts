import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { accessMatrix } from '../../functions/domain/access.ts'
import { operations } from '../../functions/platform/operations/table.ts'
import { declared, resources } from './declared.ts'

const dev = declared()
const routes = Object.values(resources(dev, 'AWS::ApiGatewayV2::Route'))

const integrations = resources(dev, 'AWS::ApiGatewayV2::Integration')
const open = operations
  .filter(({ access }) => access === 'link' || access === 'anybody')
  .map(({ method, path }) => `${method} ${path}`)

describe('the API', () => {
  it('has the routes of its contract, and nothing that catches the rest', () => {
    const served = routes.map(({ RouteKey }) => String(RouteKey))
    expect(served.toSorted()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).toSorted())
  })

  it('serves each by the function that the contract names', () => {
    for (const { method, path, name } of operations) {
      const route = routes.find(({ RouteKey }) => RouteKey === `${method} ${path}`)
      const [, id] = /"Ref":"(\w+)"/.exec(JSON.stringify(route?.['Target'])) ?? []
      const integration = integrations[id ?? '']
      expect(JSON.stringify(integration), path).toContain(`"Api${name.replaceAll('-', '')}`)
    }
  })

  it('asks every caller for a token of this pool and of one of its clients', () => {
    for (const route of routes.filter(({ RouteKey }) => !open.includes(String(RouteKey))))
      expect(route).toMatchObject({ AuthorizationType: 'JWT', AuthorizerId: expect.anything() })
    const [authorizer, ...more] = Object.values(resources(dev, 'AWS::ApiGatewayV2::Authorizer'))
    expect(more).toEqual([])
    expect(authorizer).toMatchObject({
      JwtConfiguration: {
        Issuer: { 'Fn::GetAtt': ['IdentityPeopleA4BE2B55', 'ProviderURL'] },
        Audience: Object.keys(resources(dev, 'AWS::Cognito::UserPoolClient')).map((id) => ({ Ref: id })),
      },
    })
  })

  it('lets those with a link answer without a token, but not fast enough to guess one', () => {
    for (const route of routes.filter(({ RouteKey }) => open.includes(String(RouteKey))))
      expect(route).toMatchObject({ AuthorizationType: 'NONE' })
    expect(Object.values(resources(dev, 'AWS::ApiGatewayV2::Stage'))[0]).toMatchObject({
      RouteSettings: Object.fromEntries(
        open.map((key) => [key, { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 }]),
      ),
    })
  })

  it('signs links with a secret that nobody has chosen', () => {
    expect(Object.values(resources(dev, 'AWS::SecretsManager::Secret'))).toEqual([
      expect.objectContaining({ GenerateSecretString: { ExcludePunctuation: true, PasswordLength: 64 } }),
    ])
  })

  it('is closed to pages of other origins, and slows down who asks too much', () => {
    expect(Object.values(resources(dev, 'AWS::ApiGatewayV2::Api'))[0]).not.toHaveProperty('CorsConfiguration')
    expect(Object.values(resources(dev, 'AWS::ApiGatewayV2::Stage'))[0]).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    })
  })

  it('logs no address, agent, path or name', () => {
    const stage = z.object({ AccessLogSettings: z.object({ Format: z.string() }) })
    const { Format } = stage.parse(Object.values(resources(dev, 'AWS::ApiGatewayV2::Stage'))[0]).AccessLogSettings
    const logged = z.record(z.string(), z.string()).parse(JSON.parse(Format))
    expect(Object.values(logged).toSorted()).toEqual([
      '$context.authorizer.claims.sub',
      '$context.authorizer.error',
      '$context.integrationStatus',
      '$context.requestId',
      '$context.requestTimeEpoch',
      '$context.responseLatency',
      '$context.responseLength',
      '$context.routeKey',
      '$context.status',
    ])
  })
})

describe('people', () => {
  it('have the roles of the access matrix, a second factor, and no way to sign themselves up', () => {
    const groups = Object.values(resources(dev, 'AWS::Cognito::UserPoolGroup')).map(({ GroupName }) => GroupName)
    const roles = new Set(Object.values(accessMatrix).flatMap((reach) => Object.keys(reach)))
    expect(new Set([...groups, 'monitoring'])).toEqual(roles)
    expect(Object.values(resources(dev, 'AWS::Cognito::UserPool'))[0]).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    })
  })
})

describe('software that posts by itself', () => {
  it('has a client of its own with a secret and the one scope that says who it is', () => {
    const clients = Object.values(resources(dev, 'AWS::Cognito::UserPoolClient')).filter(
      ({ GenerateSecret }) => GenerateSecret,
    )
    expect(clients.map(({ ClientName }) => ClientName)).toEqual([
      'provider.vnpt',
      'provider.viettel',
      'centre.monitoring',
    ])
    for (const { ClientName, AllowedOAuthFlows, AllowedOAuthScopes } of clients) {
      expect(AllowedOAuthFlows).toEqual(['client_credentials'])
      expect(AllowedOAuthScopes).toHaveLength(1)
      expect(JSON.stringify(AllowedOAuthScopes)).toContain(`/${String(ClientName)}"`)
    }
  })
})

describe('a domain of the province’s own', () => {
  const domain = 'dondoc.daklak.example.vn'
  const certificate = 'arn:aws:acm:ap-southeast-1:123456789012:certificate/1'

  it('is where the API stands and where links of mails lead, by TLS 1.2', () => {
    const own = declared({ domain, certificate })
    expect(Object.values(resources(own, 'AWS::ApiGatewayV2::DomainName'))).toMatchObject([
      {
        DomainName: domain,
        DomainNameConfigurations: [
          { CertificateArn: certificate, SecurityPolicy: 'TLS_1_2', EndpointType: 'REGIONAL' },
        ],
      },
    ])
    expect(Object.values(resources(own, 'AWS::ApiGatewayV2::ApiMapping'))).toHaveLength(1)
    const sender = Object.values(resources(own, 'AWS::Lambda::Function')).find(
      ({ FunctionName }) => FunctionName === 'dondoc-dev-send-digest',
    )
    expect(sender).toMatchObject({ Environment: { Variables: { ANSWERS_URL: `https://${domain}/answers` } } })
  })

  it('is left out where nobody asks for one, and refused without its certificate', () => {
    expect(resources(dev, 'AWS::ApiGatewayV2::DomainName')).toEqual({})
    expect(() => declared({ domain })).toThrow(/certificate/)
  })
})
