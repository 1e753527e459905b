import { TableBusyError } from '../store/errors.ts'
import { BusyCaseError } from './update-case.ts'

/** What AWS answers when a request itself is wrong, and so the case that it was made of. */
const REFUSED = new Set(['ValidationException', 'InvalidExecutionInput', 'InvalidName'])

/**
 * Whether an error is nobody's fault or everybody's: AWS throttles, does not answer or denies the function (the SDK
 * leaves `$metadata` on each such error), or a rival keeps saving the case. Any other is the fault of what was attended
 * to, and comes again.
 */
export const isPassing = (error: unknown): boolean =>
  error instanceof BusyCaseError ||
  error instanceof TableBusyError ||
  (error instanceof Error && '$metadata' in error && !REFUSED.has(error.name))
