import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { Explanation } from '../domain/accountability.ts'
import { directiveId, reportKind, type ReportKind } from '../domain/directive.ts'
import { instant } from '../domain/instant.ts'
import { checkVersion, type Saved } from './saved.ts'

const common = {
  directive: directiveId,
  kind: reportKind,
  /** Of the record: rises with every change. */
  version: z.int().min(1),
  /** Which frozen content belongs to it. */
  content: z.int().min(1),
  draftedAt: instant,
  /** Agencies see their part from the first moment, and may explain until the second. */
  shownFrom: instant,
  explainUntil: instant,
}

/** Where a report on responsibilities stands. It has number and force only once signed. */
export const accountabilityRecord = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('draft'), ...common }),
  z.strictObject({
    status: z.literal('signed'),
    ...common,
    number: z.int().min(1),
    signedAt: instant,
    signedBy: z.string().min(1),
  }),
])
export type AccountabilityRecord = z.output<typeof accountabilityRecord>

/** One report of a letter. */
export interface ReportName {
  directive: string
  kind: ReportKind
}

/** Reports on responsibilities, and what agencies say to them. All reads are consistent. */
export interface AccountabilityStore {
  load(name: ReportName): Promise<AccountabilityRecord | undefined>
  /** As for cases: `expected` is the version that was read. @throws VersionSkippedError */
  save(record: AccountabilityRecord, expected: number | undefined): Promise<Saved>
  explain(name: ReportName, explanation: Explanation): Promise<void>
  /** In order of time. */
  explanations(name: ReportName): Promise<Explanation[]>
}

const keyOf = ({ directive, kind }: ReportName): string => `${directive} ${kind}`

/** The double. */
export function inMemoryAccountabilityStore(): AccountabilityStore {
  const records = new Map<string, AccountabilityRecord>()
  const said = new Map<string, Explanation[]>()
  return {
    load: async (name) => structuredClone(records.get(keyOf(name))),
    async save(record, expected) {
      checkVersion(record.version, expected)
      const stored = records.get(keyOf(record))
      if (isDeepStrictEqual(stored, record)) return 'saved'
      if (stored?.version !== expected) return 'conflict'
      records.set(keyOf(record), structuredClone(record))
      return 'saved'
    },
    async explain(name, explanation) {
      said.set(keyOf(name), [...(said.get(keyOf(name)) ?? []), structuredClone(explanation)])
    },
    explanations: async (name) =>
      structuredClone(said.get(keyOf(name)) ?? []).toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))),
  }
}
