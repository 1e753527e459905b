import type * as z from 'zod'
import type { Action } from '../../domain/access.ts'

/** What the route asks of its caller: a deed of the access matrix, nothing, or the signed link in its own path. */
export type Access = Action | 'anybody' | 'link'

/** A page for people instead of JSON. */
export const HTML = 'text/html'

/** One route of the API, and all that its callers may know of it before they call. */
export interface Operation {
  /** The function that serves it: `functions/<name>/handler.ts`. */
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly access: Access
  readonly summary: string
  /** One schema per `{parameter}` of the path. */
  readonly parameters?: Readonly<Record<string, z.ZodType>>
  readonly query?: z.ZodObject
  /** Of a JSON body. */
  readonly body?: z.ZodType
  /** Of a form that a browser sends. */
  readonly form?: z.ZodType
  /** Refusals in a form of their own instead of problem details. */
  readonly refusal?: z.ZodType
  /** What good answers hold, by status; refusals are problem details elsewhere. */
  readonly answers: Readonly<Record<number, z.ZodType | typeof HTML>>
}
