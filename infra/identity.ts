import { Duration, Stack } from 'aws-cdk-lib'
import {
  AccountRecovery,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import type { PersonRole } from '../functions/domain/access.ts'
import { acknowledge } from './acknowledge.ts'
import { keptInProduction, named, type Settings } from './settings.ts'

/** People sign in; software has a client of its own. What each may do is decided by `domain/access.ts`. */
export class Identity extends Construct {
  readonly pool: UserPool
  /** For people. */
  readonly client: UserPoolClient
  /** For software, one per source. */
  readonly sources: readonly UserPoolClient[]

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id)
    this.pool = declarePool(this, settings)
    for (const [role, description] of Object.entries(GROUPS)) this.pool.addGroup(role, { groupName: role, description })
    this.client = this.pool.addClient('People', {
      authFlows: { userSrp: true },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
    })
    this.sources = this.#declareSources(settings)
  }

  /** Client credentials for the software of providers, agencies and the centre; its one scope says who it is. */
  #declareSources({ stage, sources }: Settings): UserPoolClient[] {
    this.pool.addDomain('Domain', { cognitoDomain: { domainPrefix: `dondoc-${stage}-${Stack.of(this).account}` } })
    const scopes = sources.map(
      (source) => new ResourceServerScope({ scopeName: source, scopeDescription: `Posts as ${source}` }),
    )
    if (scopes.length === 0) return []
    const server = this.pool.addResourceServer('Api', { identifier: 'dondoc', scopes })
    return scopes.map((scope) =>
      this.pool.addClient(scope.scopeName, {
        userPoolClientName: scope.scopeName,
        generateSecret: true,
        authFlows: {},
        oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.resourceServer(server, scope)] },
        accessTokenValidity: Duration.hours(1),
      }),
    )
  }
}

/** Every role of the access matrix that people can have is a group. */
const GROUPS: Record<PersonRole, string> = {
  provider: 'Posts field reports and sees its own',
  agency: 'Sees and settles its own cases',
  operator: 'Runs the centre',
  signer: 'Signs reports',
  auditor: 'Reads everything',
  administrator: 'Keeps the registries',
}

function declarePool(scope: Construct, settings: Settings): UserPool {
  const pool = new UserPool(scope, 'People', {
    userPoolName: named(settings, 'people'),
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { sms: false, otp: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    passwordPolicy: {
      minLength: 12,
      requireDigits: true,
      requireLowercase: true,
      requireUppercase: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    },
    customAttributes: {
      agency: new StringAttribute({ mutable: true }),
      provider: new StringAttribute({ mutable: true }),
    },
    deletionProtection: settings.stage === 'prod',
    removalPolicy: keptInProduction(settings),
  })
  acknowledge(pool, {
    'AwsSolutions-COG8': 'The Plus plan costs per user and month; second factors are required of everybody instead.',
  })
  return pool
}
