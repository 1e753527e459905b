import middy from '@middy/core'
import * as z from 'zod'
import type { Log } from '../work/deps.ts'
import { toldApart } from './log.ts'

/** A task or event of another shape than its contract: nothing to retry, somebody must look. */
export class ContractError extends Error {
  override readonly name = 'ContractError'
}

/** Something passing: throttling, a rival's write, a service that does not answer. The machine's Retry names it. */
export class RetryLaterError extends Error {
  override readonly name = 'RetryLaterError'
}

/** Errors that a retry cannot mend; everything else may pass. */
const lasting = new Set([
  'ContractError',
  'ZodError',
  'DamagedDocumentError',
  'DamagedHistoryError',
  'ItemTooLargeError',
  'MissingChunkError',
  'MissingContentError',
  'NoReportSettingsError',
  'UnknownCalendarError',
  'ValidationException',
  'AccessDeniedException',
])

/**
 * The stack of every Task and every scheduled function: input and answer are parsed by their contract. An error goes
 * on to whoever invoked it, as one to retry or one that lasts; it is logged by name and message only.
 * @throws ContractError, RetryLaterError
 */
export const task = <I extends z.ZodType, O extends z.ZodType>(
  contract: { input: I; answer: O },
  log: Log,
  handle: (input: z.output<I>) => Promise<z.input<O>>,
) =>
  middy<unknown, z.output<O>>()
    .use(toldApart)
    .use({
      onError: (request) => {
        const { error } = request
        const told = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
        log.error('task failed', { error: told })
        const lasts = error instanceof Error && lasting.has(error.name)
        if (!lasts) request.error = new RetryLaterError(told, { cause: error })
      },
    })
    .handler(async (event) => parseContract(contract.answer, await handle(parseContract(contract.input, event))))

function parseContract<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ContractError(z.prettifyError(parsed.error), { cause: parsed.error })
}

/** What a rule's event carries that we use: its own time, so that a second delivery is recognised. */
export const scheduledEvent = z.object({ time: z.iso.datetime({ offset: true }) })
