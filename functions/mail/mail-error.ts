import * as z from 'zod'

/** A mail that was not sent, or of which that is not known; `next` is what must happen now. `cause` is kept. */
export abstract class MailError extends Error {
  abstract readonly next: 'report' | 'retry' | 'alarm'
}

/** This mail will never be taken: a bad address or content. The others may go on; somebody must hear of this one. */
export class MailRejectedError extends MailError {
  override readonly name = 'MailRejectedError'
  readonly next = 'report'
}

/** Over the limit of SES. What was attached must go another way. */
export class MailTooLargeError extends MailError {
  override readonly name = 'MailTooLargeError'
  readonly next = 'report'
  constructor(bytes: number, limit: number) {
    super(`the mail has ${bytes} bytes after MIME coding, more than ${limit}`)
  }
}

/** Throttled, or SES or the network failed. After a network failure the mail may have gone out all the same. */
export class MailUnavailableError extends MailError {
  override readonly name = 'MailUnavailableError'
  readonly next = 'retry'
}

/** Nothing will go out until a person acts: unverified sender, paused account, used-up quota, missing right. */
export class MailSetupError extends MailError {
  override readonly name = 'MailSetupError'
  readonly next = 'alarm'
}

/** What can be told from an error of the SDK: of SES itself, of the network, of the credentials. */
const failure = z.object({
  name: z.string(),
  message: z.string(),
  /** Of a system call, such as ECONNRESET. */
  code: z.string().optional(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional(),
})
type Failure = z.output<typeof failure>

/** Sorts whatever sending threw. What is not known is an alarm: better one too many than a mail that nobody misses. */
export function sortSendError(cause: unknown): MailError {
  const known = failure.safeParse(cause)
  if (!known.success) return new MailSetupError(String(cause), { cause })
  const message = `${known.data.name}: ${known.data.message}`
  if (isTransient(known.data)) return new MailUnavailableError(message, { cause })
  if (isAboutThisMail(known.data)) return new MailRejectedError(message, { cause })
  return new MailSetupError(message, { cause })
}

const TOO_MANY_REQUESTS = 429

/** A used-up daily quota is reported as throttling, but no retry of this day helps. */
function isTransient({ name, message, code, $metadata }: Failure): boolean {
  const status = $metadata?.httpStatusCode
  if (/quota exceeded/i.test(message)) return false
  if (status === undefined) return code !== undefined || name === 'TimeoutError'
  return (
    status >= 500 || status === TOO_MANY_REQUESTS || /^(Throttling|TooManyRequests|RequestLimitExceeded)/.test(name)
  )
}

/** SES rejects a message also for its sender's sake. */
const isAboutThisMail = ({ name, message }: Failure): boolean =>
  ['MessageRejected', 'InvalidParameterValue'].includes(name) && !/not verified|paused/i.test(message)
