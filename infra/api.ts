import { CfnResource, Duration } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Function } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { Accountability } from './accountability.ts'
import { acknowledge } from './acknowledge.ts'
import type { Answers } from './answers.ts'
import type { Data } from './data.ts'
import type { Escalation } from './escalation.ts'
import { dondocFunction, logGroupFor, type House, type Right } from './house.ts'
import type { Identity } from './identity.ts'
import { importRoutes } from './import-routes.ts'
import { accountabilityRoutes, directiveRoutes } from './directive-routes.ts'
import { linkRoutes } from './link-routes.ts'
import { controlTotalRoutes } from './feeds.ts'
import { duplicateRoutes } from './duplicate-routes.ts'
import { open311Routes } from './open311-routes.ts'
import { peopleRoutes } from './people.ts'
import { reportRoutes } from './report-routes.ts'
import type { Importing } from './importing.ts'
import type { Reporting } from './reporting.ts'
import { sumOf } from './operators.ts'
import { urlOf } from './own-domain.ts'
import { ToFunction } from './to-function.ts'
import { keptInProduction, named } from './settings.ts'

export interface Parts {
  readonly house: House
  readonly data: Data
  readonly answers: Answers
  readonly identity: Identity
  readonly escalation: Escalation
  readonly reporting: Reporting
  readonly importing: Importing
  readonly accountability: Accountability
}

export interface Route {
  readonly method: HttpMethod
  readonly path: string
  readonly name: string
  readonly rights: readonly Right[]
  /** Why it asks for no token. Such a route is slow, so that nobody guesses what it asks for instead. */
  readonly open?: string
}

/**
 * The HTTP API: every route asks for a token, or says why it does not, and there is no route for the rest.
 * CORS stays closed.
 */
export class Api extends Construct {
  readonly api: HttpApi
  readonly url: string
  /** May call the functions of the routes: one right instead of a permission beside each function. */
  readonly #caller: Role
  readonly #calls = new PolicyDocument()
  /** How often a caller called, and what it was answered under a key of its own. */
  readonly #remember: Right
  /** Of all routes: a saved query searches 50 log groups at most, and there are more routes than that. */
  readonly #log: LogGroup

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id)
    const { house, identity, data } = parts
    this.#log = logGroupFor(this, house.settings, 'routes')
    this.#remember = data.items(['GetItem', 'PutItem', 'UpdateItem'], 'callers')
    const clients = [identity.client, ...identity.sources]
    this.#caller = new Role(this, 'Caller', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: { rights: this.#calls },
    })
    this.api = new HttpApi(this, 'Http', {
      apiName: named(house.settings, 'api'),
      createDefaultStage: false,
      defaultAuthorizer: new HttpJwtAuthorizer('Token', identity.pool.userPoolProviderUrl, {
        jwtAudience: clients.map((client) => client.userPoolClientId),
      }),
    })
    for (const route of routes(parts)) this.#add(house, route)
    const stage = this.#open(house)
    this.#slowDown(stage, routes(parts))
    this.url = urlOf(this, house.settings, stage)
    parts.answers.leadTo(this.url)
    house.operators.alarm('api-fails', {
      metric: sumOf([this.api.metricServerError(), Function.metricAllThrottles()]),
      threshold: 5,
      meaning:
        'Server errors, or Lambda has no room; callers try again. The dashboard names the routes, their log why.',
    })
    house.operators.alarm('api-slow', {
      metric: this.api.metricLatency({ statistic: 'Maximum', period: Duration.minutes(5) }),
      threshold: LONGEST_CALL.toMilliseconds() * 0.8,
      meaning: 'A call took more than four fifths of its time-out; the access log names the route.',
    })
  }

  #add(house: House, { method, path, name, rights, open }: Route): void {
    const handler = dondocFunction(this, house, {
      name,
      timeout: LONGEST_CALL,
      rights: method === POST && open === undefined ? [...rights, this.#remember] : rights,
      route: { log: this.#log },
    })
    const call = { actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] }
    this.#calls.addStatements(new PolicyStatement(call))
    const added = this.api.addRoutes({
      path,
      methods: [method],
      integration: new ToFunction(`${name}-route`, handler, this.#caller),
      ...(open !== undefined && { authorizer: new HttpNoneAuthorizer() }),
    })
    if (open !== undefined) for (const route of added) acknowledge(route, { 'AwsSolutions-APIG4': open })
  }

  /** A few hundred officials answer a mail a day; who needs more is trying something. */
  #slowDown(stage: HttpStage, all: readonly Route[]): void {
    const open = all.filter((route) => route.open !== undefined)
    const settings = open.map(({ method, path }) => [
      `${method} ${path}`,
      { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
    ])
    const { defaultChild } = stage.node
    if (CfnResource.isCfnResource(defaultChild))
      defaultChild.addPropertyOverride('RouteSettings', Object.fromEntries(settings))
    stage.node.addDependency(this.api)
  }

  #open({ settings }: House): HttpStage {
    const log = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/apigateway/${named(settings, 'api')}`,
      retention: settings.stage === 'prod' ? RetentionDays.SIX_MONTHS : RetentionDays.TWO_WEEKS,
      removalPolicy: keptInProduction(settings),
    })
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(JSON.stringify(LOGGED)),
      },
    })
  }
}

const PUBLIC =
  'The contract of the API, for whoever is about to write a client and has no token yet. It holds nothing of anybody’s.'

const LONGEST_CALL = Duration.seconds(29)

/** No address, no agent, no path: a path holds a case id. The caller is a pseudonym that the pool can resolve. */
const LOGGED = {
  requestId: '$context.requestId',
  at: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  caller: '$context.authorizer.claims.sub',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  integration: '$context.integrationStatus',
  refusal: '$context.authorizer.error',
}

const { GET, POST } = HttpMethod

const routes = (parts: Parts): Route[] => [
  ...caseRoutes(parts),
  ...linkRoutes(parts),
  ...reportRoutes(parts),
  ...incidentRoutes(parts),
  ...importRoutes(parts),
  ...directiveRoutes(parts),
  ...open311Routes(parts),
  ...peopleRoutes(parts),
  ...accountabilityRoutes(parts),
  ...duplicateRoutes(parts),
  ...controlTotalRoutes(parts),
  { method: GET, path: '/openapi.json', name: 'get-openapi', rights: [], open: PUBLIC },
]

function caseRoutes({ data, escalation }: Parts): Route[] {
  const readCase = [data.items(['GetItem', 'Query'], 'cases'), data.registry()]
  const changeCase = [
    data.items(['GetItem', 'PutItem', 'Query'], 'cases'),
    data.registry(),
    // A step nearer than the next sweep is armed at once.
    escalation.timers.start(),
  ]
  const changeCases = [data.index('byAgency'), data.items(['BatchGetItem', 'GetItem', 'PutItem', 'Query'], 'cases')]
  // The cases of a batch are read in one request.
  const register = [...changeCase, data.items(['BatchGetItem'], 'cases'), data.items(['PutItem'], 'people')]
  return [
    { method: POST, path: '/dossiers', name: 'register-dossiers', rights: register },
    { method: POST, path: '/field-reports', name: 'register-field-reports', rights: register },
    { method: POST, path: '/cases/{id}/commands', name: 'command-case', rights: changeCase },
    { method: POST, path: '/pauses', name: 'pause-cases', rights: [...changeCases, data.registry()] },
    {
      method: POST,
      path: '/registry/changes',
      name: 'change-registry',
      rights: [
        ...changeCases,
        data.items(['GetItem', 'PutItem', 'Query', 'UpdateItem'], 'registry'),
        data.items(['GetItem', 'PutItem', 'Query'], 'incidents'),
      ],
    },
    {
      method: POST,
      path: '/policies/simulation',
      name: 'simulate-policy',
      rights: [data.index('byAgency'), data.items(['BatchGetItem', 'Query'], 'cases'), data.registry()],
    },
    { method: GET, path: '/cases/{id}', name: 'get-case', rights: readCase },
    { method: GET, path: '/cases/{id}/explanation', name: 'explain-case', rights: readCase },
    { method: GET, path: '/cases/{id}/ledger', name: 'get-ledger', rights: readCase },
    { method: GET, path: '/cases/{id}/apology', name: 'get-apology', rights: readCase },
    { method: GET, path: '/cases', name: 'list-cases', rights: [data.index('byAgency'), data.registry()] },
  ]
}

function incidentRoutes({ data }: Parts): Route[] {
  return [
    {
      method: GET,
      path: '/incidents',
      name: 'list-incidents',
      rights: [data.items(['Query'], 'incidents'), data.papers('GetObject'), data.registry()],
    },
    {
      method: POST,
      path: '/incidents/{id}/closing',
      name: 'close-incident',
      rights: [data.items(['GetItem', 'PutItem', 'Query'], 'incidents'), data.registry()],
    },
  ]
}
