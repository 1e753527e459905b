import * as z from 'zod'

/** Where the local mode pretends to be deployed. */
export const REGION = 'ap-southeast-1'
export const ACCOUNT = '000000000000'

export const resourceSchema = z.object({
  Type: z.string(),
  Condition: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
})
export type Resource = z.infer<typeof resourceSchema>

/** What a template's intrinsic functions are resolved against. */
export interface Deployment {
  readonly stack: string
  /** The local API's address; stands for `https://<api id>.execute-api.…`. */
  readonly apiUrl: string
  readonly resources: Readonly<Record<string, Resource>>
  readonly parameters: Readonly<Record<string, string>>
}

export class TemplateError extends Error {
  override name = 'TemplateError'
}

/** `Ref` and the attributes that `Fn::GetAtt` answers for a resource. */
type Attributes = Readonly<Record<string, string>>

interface Kind {
  /** The property that fixes the physical name; without it CloudFormation makes one up. */
  readonly named?: string
  readonly attributes: (name: string, deployment: Deployment) => Attributes
}

export const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`

const byName = (service: string, type: string, named: string): Kind => ({
  named,
  attributes: (name) => ({ Ref: name, Arn: arn(service, type + name) }),
})
const idOnly: Kind = { attributes: (name) => ({ Ref: name }) }

const KINDS: Readonly<Record<string, Kind>> = {
  'AWS::Lambda::Function': byName('lambda', 'function:', 'FunctionName'),
  'AWS::DynamoDB::Table': byName('dynamodb', 'table/', 'TableName'),
  'AWS::DynamoDB::GlobalTable': byName('dynamodb', 'table/', 'TableName'),
  'AWS::Events::Rule': byName('events', 'rule/', 'Name'),
  'AWS::CloudWatch::Alarm': byName('cloudwatch', 'alarm:', 'AlarmName'),
  'AWS::Logs::LogGroup': byName('logs', 'log-group:', 'LogGroupName'),
  'AWS::IAM::Role': {
    named: 'RoleName',
    attributes: (name) => ({ Ref: name, Arn: `arn:aws:iam::${ACCOUNT}:role/${name}` }),
  },
  'AWS::S3::Bucket': {
    named: 'BucketName',
    attributes: (name) => ({ Ref: name.toLowerCase(), Arn: `arn:aws:s3:::${name.toLowerCase()}` }),
  },
  'AWS::StepFunctions::StateMachine': {
    named: 'StateMachineName',
    attributes: (name) => {
      const machine = arn('states', `stateMachine:${name}`)
      return { Ref: machine, Arn: machine, Name: name }
    },
  },
  'AWS::SNS::Topic': {
    named: 'TopicName',
    attributes: (name) => ({ Ref: arn('sns', name), TopicArn: arn('sns', name), TopicName: name }),
  },
  'AWS::SQS::Queue': {
    named: 'QueueName',
    attributes: (name) => ({ Ref: `https://sqs/${ACCOUNT}/${name}`, Arn: arn('sqs', name), QueueName: name }),
  },
  'AWS::SecretsManager::Secret': {
    named: 'Name',
    attributes: (name) => ({ Ref: arn('secretsmanager', `secret:${name}`) }),
  },
  'AWS::SES::EmailIdentity': { named: 'EmailIdentity', attributes: (name) => ({ Ref: name }) },
  'AWS::SES::ConfigurationSet': { named: 'Name', attributes: (name) => ({ Ref: name }) },
  'AWS::Cognito::UserPool': {
    attributes: (name) => {
      const id = `${REGION}_${name}`
      const provider = `cognito-idp.${REGION}.amazonaws.com/${id}`
      return {
        Ref: id,
        Arn: arn('cognito-idp', `userpool/${id}`),
        ProviderName: provider,
        ProviderURL: `https://${provider}`,
      }
    },
  },
  'AWS::Cognito::UserPoolClient': idOnly,
  'AWS::ApiGatewayV2::Api': { attributes: (name, { apiUrl }) => ({ Ref: name, ApiEndpoint: apiUrl }) },
  'AWS::ApiGatewayV2::Integration': idOnly,
  'AWS::ApiGatewayV2::Authorizer': idOnly,
}

/** The physical name and attributes of a resource, as the deployed stack would have them. */
export function attributesOf(id: string, deployment: Deployment): Attributes {
  const resource = deployment.resources[id]
  const kind = resource && KINDS[resource.Type]
  if (!kind) throw new TemplateError(`${id} (${resource?.Type ?? 'missing'}) is referred to, but not known locally`)
  const given = kind.named === undefined ? undefined : resource.Properties[kind.named]
  const name = given === undefined ? generatedName(kind, id, deployment) : resolve(given, deployment)
  return kind.attributes(z.string().parse(name), deployment)
}

const generatedName = (kind: Kind, id: string, { stack }: Deployment): string =>
  kind.named === undefined ? id : `${stack}-${id}`

/** Replaces every intrinsic function below `node`. @throws TemplateError for one that is not known */
export function resolve(node: unknown, deployment: Deployment): unknown {
  if (Array.isArray(node)) return node.map((item) => resolve(item, deployment))
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node)
  const [first] = entries
  if (entries.length === 1 && first && isIntrinsic(first[0])) return intrinsic(first[0], first[1], deployment)
  return Object.fromEntries(entries.map(([key, value]) => [key, resolve(value, deployment)]))
}

const isIntrinsic = (key: string): boolean => key === 'Ref' || key.startsWith('Fn::')
const texts = z.array(z.string())

function intrinsic(name: string, argument: unknown, deployment: Deployment): unknown {
  switch (name) {
    case 'Ref':
      return reference(z.string().parse(argument), deployment)
    case 'Fn::GetAtt':
      return attribute(typeof argument === 'string' ? argument.split('.') : texts.parse(argument), deployment)
    case 'Fn::Join': {
      const [separator, parts] = z.tuple([z.string(), texts]).parse(resolve(argument, deployment))
      return withApiUrl(parts.join(separator), deployment)
    }
    case 'Fn::Select': {
      const [index, list] = z.tuple([z.coerce.number(), z.array(z.unknown())]).parse(resolve(argument, deployment))
      return list[index]
    }
    case 'Fn::Split': {
      const [separator, text] = z.tuple([z.string(), z.string()]).parse(resolve(argument, deployment))
      return text.split(separator)
    }
    case 'Fn::Sub':
      return substitute(argument, deployment)
    default:
      throw new TemplateError(`${name} is not known to the local mode`)
  }
}

function reference(id: string, deployment: Deployment): string {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::Region': REGION,
    'AWS::AccountId': ACCOUNT,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': deployment.stack,
  }
  const known = pseudo[id] ?? deployment.parameters[id] ?? attributesOf(id, deployment)['Ref']
  if (known === undefined) throw new TemplateError(`Ref ${id} is not known to the local mode`)
  return known
}

function attribute([id = '', ...path]: readonly string[], deployment: Deployment): string {
  const value = attributesOf(id, deployment)[path.join('.')]
  if (value === undefined) throw new TemplateError(`Fn::GetAtt ${id}.${path.join('.')} is not known to the local mode`)
  return value
}

function substitute(argument: unknown, deployment: Deployment): string {
  const [text, own] = z
    .union([
      z.string().transform((plain) => [plain, {}] as const),
      z.tuple([z.string(), z.record(z.string(), z.unknown())]),
    ])
    .parse(argument)
  const given = z.record(z.string(), z.string()).parse(resolve(own, deployment))
  const filled = text.replaceAll(
    /\$\{([^!}]+)\}/g,
    (_, key: string) =>
      given[key] ?? (key.includes('.') ? attribute(key.split('.'), deployment) : reference(key, deployment)),
  )
  return withApiUrl(filled.replaceAll('${!', '${'), deployment)
}

/** A stage's address is put together from the API's id, see `HttpApi.url`. */
const withApiUrl = (text: string, { apiUrl }: Deployment): string =>
  text.replace(/^https:\/\/[^./]+\.execute-api\.[^/]+/, apiUrl)
