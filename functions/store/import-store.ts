import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { caller } from '../domain/access.ts'
import { instant } from '../domain/instant.ts'
import { slug } from '../domain/slug.ts'
import { checkVersion, type Saved } from './saved.ts'

export const importId = z.string().regex(/^[0-9a-f]{32}$/, 'import id')

/** How far a run through the rows has come, and what became of them. */
export const progress = z.strictObject({
  chunks: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
})
export type Progress = z.output<typeof progress>

/**
 * One file on its way in. `checking` and `applying` are runs through its rows: the first changes nothing. A run that was
 * cut short goes on where it was when it is ordered again.
 */
export const importJob = z.strictObject({
  id: importId,
  version: z.int().min(1),
  status: z.enum(['waiting', 'checking', 'checked', 'applying', 'applied', 'refused']),
  by: caller,
  createdAt: instant,
  file: z.strictObject({ name: z.string(), sha256: z.string(), bytes: z.int() }),
  /** The profile asked for; absent: whichever knows the columns. */
  mapping: slug.optional(),
  /** Steps of these cases whose moment lies behind are nobody's any more. */
  armFrom: z.literal('now').optional(),
  /** When the list was exported: what was told later stands. */
  reportedAt: instant.optional(),
  /** Rises with each order; a run with an older number stops. */
  run: z.int().min(0),
  /** What was found in the file. */
  list: z.strictObject({ mapping: slug, headings: z.array(z.string()), rows: z.int(), chunks: z.int() }).optional(),
  checked: progress.optional(),
  applied: progress.optional(),
  /** Why nothing of the file is taken in, and the profile that would read it. */
  refusal: z
    .strictObject({ code: z.string(), detail: z.string(), detailEn: z.string(), proposal: z.unknown().optional() })
    .optional(),
})
export type ImportJob = z.output<typeof importJob>

/** Consistent. */
export interface ImportStore {
  load(id: string): Promise<ImportJob | undefined>
  /** As for cases: `expected` is the version that was read. @throws VersionSkippedError */
  save(job: ImportJob, expected: number | undefined): Promise<Saved>
}

/** The double. */
export function inMemoryImportStore(): ImportStore {
  const jobs = new Map<string, ImportJob>()
  return {
    load: async (id) => structuredClone(jobs.get(id)),
    async save(job, expected) {
      checkVersion(job.version, expected)
      const stored = jobs.get(job.id)
      if (isDeepStrictEqual(stored, job)) return 'saved'
      if (stored?.version !== expected) return 'conflict'
      jobs.set(job.id, structuredClone(job))
      return 'saved'
    },
  }
}
