/**
 * The CloudFormation resources that the local mode acts on, one schema each, intrinsic functions already resolved.
 * A property outside a schema does not change behaviour locally, unless the schema is strict.
 */
import * as z from 'zod'

import { policySchema } from './role.ts'

const texts = z.array(z.string())

export const lambdaFunction = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string().regex(/^nodejs/, 'only Node.js functions run locally'),
  Role: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  ReservedConcurrentExecutions: z.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
})

export const eventInvokeConfig = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.number().default(2),
  MaximumEventAgeInSeconds: z.number().default(6 * 3600),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).default({}),
})

export const role = z.object({
  Policies: z.array(z.object({ PolicyDocument: policySchema })).default([]),
  ManagedPolicyArns: z.array(z.string().regex(/AWSLambdaBasicExecutionRole$/, 'unknown managed policy')).default([]),
})
export const policy = z.object({ Roles: texts, PolicyDocument: policySchema })

export const stateMachine = z.object({
  RoleArn: z.string(),
  DefinitionString: z.string(),
  DefinitionSubstitutions: z.record(z.string(), z.string()).default({}),
})

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))
export type TableProperties = z.infer<typeof table>
export const table = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: texts.optional(),
        }),
      }),
    )
    .default([]),
})

export type TargetProperties = z.infer<typeof rule>['Targets'][number]
export const rule = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  ScheduleExpression: z.string().optional(),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z
    .array(
      z.strictObject({
        Id: z.string(),
        Arn: z.string(),
        RoleArn: z.string().optional(),
        Input: z.string().optional(),
        InputPath: z.string().optional(),
        InputTransformer: z
          .strictObject({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
          .optional(),
        RetryPolicy: z.unknown().optional(),
        DeadLetterConfig: z.unknown().optional(),
      }),
    )
    .default([]),
})

export const api = z.object({
  ProtocolType: z.literal('HTTP'),
  CorsConfiguration: z.undefined('calls from other origins are not known locally').optional(),
})
export const route = z.object({
  RouteKey: z.string(),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: texts.default([]),
})
export const integration = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
})
export const authorizer = z.object({
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: texts }),
})

export type AuthorizerProperties = z.infer<typeof authorizer>

export const identity = z.object({
  EmailIdentity: z.string(),
  ConfigurationSetAttributes: z.object({ ConfigurationSetName: z.string() }).optional(),
})
export const mailEvents = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.literal(true),
    MatchingEventTypes: texts,
    EventBridgeDestination: z.object({ EventBusArn: z.string().endsWith(':event-bus/default') }),
  }),
})
/** Nobody is told anything locally; a topic's messages are on disk. */
export const subscription = z.object({ Protocol: z.enum(['email', 'email-json', 'https', 'sms']) })
export const bucket = z.object({
  NotificationConfiguration: z.undefined('notifications are not known locally').optional(),
})
export const secret = z.object({
  GenerateSecretString: z.strictObject({
    PasswordLength: z.number(),
    ExcludePunctuation: z.literal(true, 'only letters and digits are made up locally'),
  }),
})
/** Of these only the name matters. */
export const named = z.object({})
