import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { accessMatrix } from '../../functions/domain/access.ts'
import { declared, resources } from './declared.ts'

const dev = declared()
const routes = Object.values(resources(dev, 'AWS::ApiGatewayV2::Route'))

const open = ['GET /answers/{token}', 'POST /answers/{token}']

describe('the API', () => {
  it('has these routes, and nothing that catches the rest', () => {
    expect(routes.map(({ RouteKey }) => String(RouteKey)).toSorted()).toEqual([
      'GET /answers/{token}',
      'GET /briefs/{date}',
      'GET /cases',
      'GET /cases/{id}',
      'GET /cases/{id}/explanation',
      'GET /cases/{id}/ledger',
      'GET /directives',
      'GET /directives/{id}',
      'GET /directives/{id}/burn-down',
      'GET /document-numbers',
      'GET /imports/{id}',
      'GET /incidents',
      'GET /weekly-reports/{week}',
      'GET /weekly-reports/{week}/contributions',
      'GET /weekly-reports/{week}/figures/{id}',
      'POST /answers/{token}',
      'POST /cases/{id}/commands',
      'POST /directives',
      'POST /directives/{id}/tasks',
      'POST /document-numbers',
      'POST /dossiers',
      'POST /field-reports',
      'POST /imports',
      'POST /imports/{id}/commands',
      'POST /incidents/{id}/closing',
      'POST /pauses',
      'POST /policies/simulation',
      'POST /registry/changes',
      'POST /weekly-reports/{week}/contributions',
      'POST /weekly-reports/{week}/corrections',
      'POST /weekly-reports/{week}/drafts',
      'POST /weekly-reports/{week}/signature',
    ])
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
    expect(new Set(groups)).toEqual(roles)
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
    expect(clients.map(({ ClientName }) => ClientName)).toEqual(['provider.vnpt', 'provider.viettel'])
    for (const { ClientName, AllowedOAuthFlows, AllowedOAuthScopes } of clients) {
      expect(AllowedOAuthFlows).toEqual(['client_credentials'])
      expect(AllowedOAuthScopes).toHaveLength(1)
      expect(JSON.stringify(AllowedOAuthScopes)).toContain(`/${String(ClientName)}"`)
    }
  })
})
