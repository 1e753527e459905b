import type { Template } from 'aws-cdk-lib/assertions'
import * as z from 'zod'

const oneOrMany = <T extends z.ZodType>(schema: T) => z.union([schema.transform((one) => [one]), z.array(schema)])

/** An ARN as people say it: `DataTable/index/by-agency`, without partition, region, account and hashes. */
const resource: z.ZodType<string> = z.lazy(() =>
  z.union([
    z.string(),
    z.object({ Ref: z.string() }).transform(({ Ref }) => withoutHash(Ref)),
    z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((got) => withoutHash(got['Fn::GetAtt'][0])),
    z
      .object({ 'Fn::Join': z.tuple([z.literal(''), z.array(resource)]) })
      .transform((joined) =>
        joined['Fn::Join'][1].join('').replace(/^arn:AWS::Partition:(\w+):AWS::Region:AWS::AccountId:/, ''),
      ),
  ]),
)
const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, '')

const statement = z.strictObject({
  Effect: z.literal('Allow'),
  Action: oneOrMany(z.string()),
  Resource: oneOrMany(resource),
  Condition: z.record(z.string(), z.record(z.string(), z.array(z.string()))).optional(),
})
const policy = z.object({
  Roles: z.tuple([z.object({ Ref: z.string() })]),
  PolicyDocument: z.object({ Statement: z.array(statement) }),
})
type Statement = z.output<typeof statement>

/** `dynamodb:GetItem,Query DataTable[CASE#*]`: in brackets the values of the statement's condition. */
function inShort({ Action, Resource, Condition = {} }: Statement): string {
  const [service] = (Action[0] ?? '').split(':')
  const actions = Action.map((action) => action.replace(`${service}:`, '')).join(',')
  const conditions = Object.values(Condition).flatMap((keys) => Object.values(keys).flat())
  return `${service}:${actions} ${Resource.join(',')}${conditions.length === 0 ? '' : `[${conditions.join(',')}]`}`
}

const role = z.object({ Policies: z.array(policy.pick({ PolicyDocument: true })).default([]) })

const lambda = z.object({
  FunctionName: z.string(),
  Role: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
})

/** Every statement of every role in the template; roles by the function they are for, others by their logical id. */
export function statementsByRole(template: Template): Record<string, string[]> {
  const functions = Object.values(template.findResources('AWS::Lambda::Function')).map((found) =>
    lambda.parse(found.Properties),
  )
  const names = new Map(functions.map(({ FunctionName, Role }) => [Role['Fn::GetAtt'][0], FunctionName]))
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).map((found) =>
    policy.parse(found.Properties),
  )
  const inline = Object.entries(template.findResources('AWS::IAM::Role')).flatMap(([Ref, { Properties }]) =>
    role.parse(Properties).Policies.map(({ PolicyDocument }) => ({ Ref, PolicyDocument })),
  )
  const attached = policies.map(({ Roles: [{ Ref }], PolicyDocument }) => ({ Ref, PolicyDocument }))
  return Object.fromEntries(
    [...inline, ...attached].map(({ Ref, PolicyDocument }) => [
      names.get(Ref)?.replace('dondoc-dev-', '') ?? withoutHash(Ref),
      PolicyDocument.Statement.map(inShort),
    ]),
  )
}

/** The functions behind routes, as statements name them. */
export const routeIds = (template: Template): string[] =>
  Object.values(template.findResources('AWS::ApiGatewayV2::Integration')).map((found) =>
    resource.parse(integration.parse(found.Properties).IntegrationUri),
  )
const integration = z.object({ IntegrationUri: z.unknown() })
