import type { TableProperties } from './resource.ts'
import type { Statement } from './role.ts'
import type { Rule } from './schedule-rule.ts'

/** What the CDK app deploys, with every intrinsic function resolved. */
export interface Model {
  readonly functions: readonly FunctionModel[]
  readonly routes: readonly RouteModel[]
  readonly rules: readonly Rule[]
  readonly machines: readonly MachineModel[]
  readonly tables: readonly TableModel[]
  readonly buckets: readonly string[]
  readonly secrets: readonly SecretModel[]
  readonly mail: MailModel
  /** SNS topics that call a function. */
  readonly subscriptions: readonly { readonly topicArn: string; readonly functionArn: string }[]
}

export interface FunctionModel {
  readonly name: string
  readonly arn: string
  /** The folder that a deployment would zip. */
  readonly codePath: string
  /** `file.export` */
  readonly handler: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutSeconds: number
  readonly memoryMb: number
  readonly role: readonly Statement[]
  /** For events, which nobody waits for: tries after the first one, how old an event may get, who hears of its end. */
  readonly events: { readonly retries: number; readonly maxAgeSeconds: number; readonly onFailure?: string }
}

export interface RouteModel {
  /** `ANY` is every method. */
  readonly method: string
  /** With `{id}` and `{proxy+}`; `$default` catches what no other route does. */
  readonly path: string
  readonly functionArn: string
  readonly authorizer?: JwtAuthorizer
}

export interface JwtAuthorizer {
  readonly issuer: string
  readonly audience: readonly string[]
  readonly scopes: readonly string[]
}

export interface MachineModel {
  readonly name: string
  readonly arn: string
  readonly roleArn: string
  /** ASL, its substitutions made. */
  readonly definition: string
  readonly role: readonly Statement[]
}

export interface TableModel extends TableProperties {
  readonly name: string
}

export interface SecretModel {
  readonly arn: string
  /** Without one it is generated. */
  readonly value?: string
}

export interface MailModel {
  /** Verified senders: addresses and domains. */
  readonly identities: readonly string[]
  readonly configurationSets: readonly string[]
  /** Topics that hear of what happens to mail sent with a configuration set. */
  readonly listeners: readonly {
    readonly configurationSet: string
    /** Lower case: `send`, `delivery`, `bounce`, … */
    readonly events: readonly string[]
    readonly topicArn: string
  }[]
}
