import { TemplateError } from './intrinsics.ts'
import type { FunctionModel, JwtAuthorizer, MachineModel, MailModel, Model, RouteModel } from './model.ts'
import * as schemas from './resource.ts'
import type { Statement } from './role.ts'
import type { Rule, RuleTarget } from './schedule-rule.ts'
import type { TemplateSource } from './template-source.ts'

type Assets = ReadonlyMap<string, string>
/** The statements of each role, by its ARN. */
type Roles = ReadonlyMap<string, readonly Statement[]>

/** @param assets the folder of each asset, by object key */
export function readModel(source: TemplateSource, assets: Assets): Model {
  const roles = readRoles(source)
  source.all('AWS::SNS::Subscription', schemas.subscription)
  return {
    functions: readFunctions(source, assets, roles),
    routes: readRoutes(source),
    rules: readRules(source),
    machines: readMachines(source, roles),
    tables: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].flatMap((type) =>
      source.all(type, schemas.table).map(({ attribute, properties }) => ({ name: attribute('Ref'), ...properties })),
    ),
    buckets: source.all('AWS::S3::Bucket', schemas.bucket).map(({ attribute }) => attribute('Ref')),
    secrets: source.all('AWS::SecretsManager::Secret', schemas.secret).map(({ attribute, properties }) => ({
      arn: attribute('Ref'),
      length: properties.GenerateSecretString.PasswordLength,
    })),
    mail: readMail(source),
  }
}

function readRoles(source: TemplateSource): Roles {
  const policies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) => source.all(type, schemas.policy))
  return new Map(
    source.all('AWS::IAM::Role', schemas.role).map(({ attribute, properties }) => {
      const attached = policies.filter((policy) => policy.properties.Roles.includes(attribute('Ref')))
      const documents = [...properties.Policies, ...attached.map((policy) => policy.properties)]
      return [attribute('Arn'), documents.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)]
    }),
  )
}

function readFunctions(source: TemplateSource, assets: Assets, roles: Roles): FunctionModel[] {
  const configurations = source.all('AWS::Lambda::EventInvokeConfig', schemas.eventInvokeConfig)
  return source.all('AWS::Lambda::Function', schemas.lambdaFunction).map(({ id, attribute, properties }) => {
    const codePath = assets.get(properties.Code.S3Key)
    if (codePath === undefined) throw new TemplateError(`${id}: its code is not among the assets`)
    const name = attribute('Ref')
    const found = configurations.find((configuration) => configuration.properties.FunctionName === name)
    const events = found?.properties ?? schemas.eventInvokeConfig.parse({ FunctionName: name })
    return {
      name,
      arn: attribute('Arn'),
      codePath,
      handler: properties.Handler,
      environment: properties.Environment.Variables,
      timeoutSeconds: properties.Timeout,
      memoryMb: properties.MemorySize,
      concurrency: properties.ReservedConcurrentExecutions,
      role: roles.get(properties.Role) ?? [],
      events: {
        retries: events.MaximumRetryAttempts,
        maxAgeSeconds: events.MaximumEventAgeInSeconds,
        onFailure: events.DestinationConfig.OnFailure?.Destination,
      },
    }
  })
}

const readMachines = (source: TemplateSource, roles: Roles): MachineModel[] =>
  source.all('AWS::StepFunctions::StateMachine', schemas.stateMachine).map(({ id, attribute, properties }) => ({
    name: attribute('Arn').split(':').at(-1) ?? id,
    arn: attribute('Arn'),
    roleArn: properties.RoleArn,
    definition: properties.DefinitionString.replaceAll(
      /\$\{(\w+)\}/g,
      (whole, key: string) => properties.DefinitionSubstitutions[key] ?? whole,
    ),
    role: roles.get(properties.RoleArn) ?? [],
  }))

const readRules = (source: TemplateSource): Rule[] =>
  source.all('AWS::Events::Rule', schemas.rule).map(({ attribute, properties }) => ({
    name: attribute('Ref'),
    arn: attribute('Arn'),
    enabled: properties.State === 'ENABLED',
    ...(properties.ScheduleExpression !== undefined && { schedule: properties.ScheduleExpression }),
    ...(properties.EventPattern !== undefined && { pattern: properties.EventPattern }),
    targets: properties.Targets.map(readTarget),
  }))

const readTarget = ({ Arn, Input, InputPath, InputTransformer }: schemas.TargetProperties): RuleTarget => ({
  arn: Arn,
  ...(Input !== undefined && { input: Input }),
  ...(InputPath !== undefined && { inputPath: InputPath }),
  ...(InputTransformer && {
    inputTransformer: {
      inputPathsMap: InputTransformer.InputPathsMap,
      inputTemplate: InputTransformer.InputTemplate,
    },
  }),
})

function readRoutes(source: TemplateSource): RouteModel[] {
  const integrations = source.all('AWS::ApiGatewayV2::Integration', schemas.integration)
  const authorizers = source.all('AWS::ApiGatewayV2::Authorizer', schemas.authorizer)
  source.all('AWS::ApiGatewayV2::Api', schemas.api)
  return source.all('AWS::ApiGatewayV2::Route', schemas.route).map(({ id, properties: route }) => {
    const integration = integrations.find((candidate) => route.Target === `integrations/${candidate.id}`)
    const authorizer = authorizers.find((candidate) => candidate.id === route.AuthorizerId)?.properties
    if (!integration) throw new TemplateError(`${id}: no such integration`)
    if (!authorizer && route.AuthorizationType === 'JWT') throw new TemplateError(`${id}: no such authorizer`)
    const [method = '', path = '$default'] = route.RouteKey.split(' ')
    return {
      method: path === '$default' ? 'ANY' : method,
      path,
      functionArn: integration.properties.IntegrationUri,
      authorizer: authorizer && readAuthorizer(authorizer, route.AuthorizationScopes),
    }
  })
}

const readAuthorizer = (
  { JwtConfiguration: { Issuer, Audience } }: schemas.AuthorizerProperties,
  scopes: readonly string[],
): JwtAuthorizer => ({ issuer: Issuer, audience: Audience, scopes })

function readMail(source: TemplateSource): MailModel {
  const destinations = source.all('AWS::SES::ConfigurationSetEventDestination', schemas.mailEvents)
  return {
    identities: source.all('AWS::SES::EmailIdentity', schemas.identity).map(({ attribute, properties }) => ({
      name: attribute('Ref'),
      configurationSet: properties.ConfigurationSetAttributes?.ConfigurationSetName,
    })),
    configurationSets: new Map(
      source
        .all('AWS::SES::ConfigurationSet', schemas.named)
        .map(({ attribute }) => [
          attribute('Ref'),
          destinations
            .filter(({ properties }) => properties.ConfigurationSetName === attribute('Ref'))
            .flatMap(({ properties }) => properties.EventDestination.MatchingEventTypes),
        ]),
    ),
  }
}
