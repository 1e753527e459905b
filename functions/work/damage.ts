import type { Core } from './deps.ts'

/** For `loadMany`: a damaged case is left out so that it blocks nobody; the log says so, the nightly audit counts it. */
export const tellOfDamage =
  ({ log }: Pick<Core, 'log'>) =>
  (caseId: string, error: unknown): void =>
    log.error('case cannot be read', { caseId, error: String(error) })
