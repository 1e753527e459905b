import type { Access } from './role.ts'

/** One signed call of an AWS service, its body already decoded. */
export interface AwsCall {
  /** As the signature's scope names it: `s3`, `ses`, `states`. */
  readonly service: string
  /** The access key: the name of the function that calls. */
  readonly caller: string
  readonly method: string
  /** Percent-decoded. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** The body of a call in one of AWS's JSON protocols. */
  readonly json?: unknown
}

export interface AwsReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** An answer that a service gives for a reason which the SDK knows by name. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.name = 'AwsError'
    this.code = code
    this.status = status
  }
}

export interface AwsService {
  /** How it names a call that its caller's role does not allow. */
  readonly deniedCode: string
  /** What the call asks of its caller's role. */
  accesses(call: AwsCall): readonly Access[]
  /** @returns nothing when the connection is to break instead of an answer @throws AwsError */
  handle(call: AwsCall): AwsReply | undefined | Promise<AwsReply | undefined>
  /** Words an error in the service's protocol. */
  refuse(error: AwsError): AwsReply
}

/** The operation of a call in one of AWS's JSON protocols. */
export const operationOf = ({ headers }: AwsCall): string => headers['x-amz-target']?.split('.')[1] ?? ''

export const jsonReply = (status: number, body: string): AwsReply => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body,
})

type Content = string | number | readonly string[]

/** An XML element; a list is its children, already made, any other content is escaped. */
export const element = (name: string, content: Content): string =>
  `<${name}>${Array.isArray(content) ? content.join('') : escape(String(content))}</${name.split(' ')[0]}>`

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export const xmlReply = (xml: string, status = 200): AwsReply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`,
})
