import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { directive } from '../domain/directive.ts'
import { checkVersion, type Saved } from './saved.ts'

/** A letter as it stands; its version rises with every change. */
export const directiveRecord = z.strictObject({ version: z.int().min(1), letter: directive })
export type DirectiveRecord = z.output<typeof directiveRecord>

/** Letters that order something. All reads are consistent. */
export interface DirectiveStore {
  load(id: string): Promise<DirectiveRecord | undefined>
  /** In order of their ids. */
  all(): Promise<DirectiveRecord[]>
  /** As for cases: `expected` is the version that was read. @throws VersionSkippedError */
  save(record: DirectiveRecord, expected: number | undefined): Promise<Saved>
}

/** The double. */
export function inMemoryDirectiveStore(): DirectiveStore {
  const records = new Map<string, DirectiveRecord>()
  return {
    load: async (id) => structuredClone(records.get(id)),
    all: async () => structuredClone([...records.values()]).toSorted((a, b) => (a.letter.id < b.letter.id ? -1 : 1)),
    async save(record, expected) {
      checkVersion(record.version, expected)
      const stored = records.get(record.letter.id)
      if (isDeepStrictEqual(stored, record)) return 'saved'
      if (stored?.version !== expected) return 'conflict'
      records.set(record.letter.id, structuredClone(record))
      return 'saved'
    },
  }
}
