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
  /** How many events at a time; without it, as many as come. */
  readonly concurrency?: number | undefined
  readonly role: readonly Statement[]
  /** For events, which nobody waits for: tries after the first one, how old an event may get, who hears of its end. */
  readonly events: { readonly retries: number; readonly maxAgeSeconds: number; readonly onFailure?: string | undefined }
}

export interface RouteModel {
  /** `ANY` is every method. */
  readonly method: string
  /** With `{id}` and `{proxy+}`; `$default` catches what no other route does. */
  readonly path: string
  readonly functionArn: string
  readonly authorizer?: JwtAuthorizer | undefined
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

/** A secret that the deployment makes up. */
export interface SecretModel {
  readonly arn: string
  readonly length: number
}

export interface MailModel {
  /** Verified senders, addresses or domains, with the configuration set for mail that names none. */
  readonly identities: readonly { readonly name: string; readonly configurationSet?: string | undefined }[]
  /** By name, the kinds of events that go to EventBridge: `send`, `bounce`, …. */
  readonly configurationSets: ReadonlyMap<string, readonly string[]>
}
