import type { ApplyImportInput, ImportAnswer } from '../../workflows/contract.ts'
import type { ImportJob, ImportStore } from '../store/import-store.ts'

type Run = Omit<ApplyImportInput, 'chunk'>

/** Somebody else changed the import in between: the Task looks again. */
export class BusyImportError extends Error {
  override readonly name = 'BusyImportError'
}

/** @throws BusyImportError */
export async function saveJob({ imports }: { imports: ImportStore }, job: ImportJob): Promise<void> {
  const saved = await imports.save({ ...job, version: job.version + 1 }, job.version)
  if (saved === 'conflict') throw new BusyImportError(`import ${job.id} was changed in between`)
}

/** Why a Task of this run has nothing to do. */
export const supersededBy = (job: ImportJob | undefined, { run }: Run): string | undefined =>
  job === undefined ? 'notFound' : job.run === run ? undefined : 'superseded'

export const stopped = ({ contract, id, run }: Run, reason: string): ImportAnswer => ({
  contract,
  id,
  run,
  next: 'stop',
  reason,
})

export const nextChunk = ({ contract, id, run }: Run, chunk: number): ImportAnswer => ({
  contract,
  id,
  run,
  next: 'apply',
  chunk,
})
