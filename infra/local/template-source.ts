import * as z from 'zod'

import { attributesOf, resolve, TemplateError, type Deployment } from './intrinsics.ts'

/** Resources without which a local run behaves the same: watching, logging, encryption, sign-in, who may call whom. */
const IGNORED: readonly string[] = [
  'AWS::ApiGatewayV2::Stage',
  'AWS::Budgets::Budget',
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolGroup',
  'AWS::Cognito::UserPoolResourceServer',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Logs::ResourcePolicy',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
]

export interface Found<T> {
  readonly id: string
  readonly properties: T
  /** @throws TemplateError if nothing is known about how a deployment would name the resource */
  readonly attribute: (name: 'Ref' | 'Arn') => string
}

/** The resources of one stack, looked up by type; it remembers which types nobody asked for. */
export class TemplateSource {
  readonly #deployment: Deployment
  readonly #understood = new Set(IGNORED)

  constructor(deployment: Deployment) {
    this.#deployment = deployment
  }

  /**
   * All resources of a type. Only the properties in the schema are resolved and parsed, or all if it is strict.
   * @throws TemplateError naming the resource and the property
   */
  all<T extends z.ZodObject>(type: string, schema: T): Found<z.infer<T>>[] {
    this.#understood.add(type)
    return Object.entries(this.#deployment.resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties }]) => this.#found(id, schema, Properties))
  }

  /** @throws TemplateError for a resource whose type is neither understood nor known not to matter */
  refuseTheRest(): void {
    for (const [id, { Type, Condition }] of Object.entries(this.#deployment.resources)) {
      if (!this.#understood.has(Type)) throw new TemplateError(`${id}: ${Type} is not known to the local mode`)
      if (Condition !== undefined) throw new TemplateError(`${id}: conditions are not known to the local mode`)
    }
  }

  #found<T extends z.ZodObject>(id: string, schema: T, all: Readonly<Record<string, unknown>>): Found<z.infer<T>> {
    const keys = schema.def.catchall ? Object.keys(all) : Object.keys(schema.shape).filter((key) => key in all)
    const wanted = Object.fromEntries(keys.map((key) => [key, resolve(all[key], this.#deployment)]))
    const parsed = schema.safeParse(wanted)
    if (!parsed.success) throw new TemplateError(`${id}: ${z.prettifyError(parsed.error)}`)
    const attribute = (name: 'Ref' | 'Arn'): string => {
      const value = attributesOf(id, this.#deployment)[name]
      if (value === undefined) throw new TemplateError(`${id} has no ${name}`)
      return value
    }
    return { id, properties: parsed.data, attribute }
  }
}
