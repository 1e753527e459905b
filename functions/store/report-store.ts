import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { period } from '../domain/period.ts'
import { instant } from '../domain/instant.ts'
import type { StoredContribution } from '../domain/contribution.ts'
import { isoWeek } from '../domain/report.ts'
import type { StoredTransmission } from '../domain/transmission.ts'
import { sectionPartition, sequencePartition, transmissionKey, TRANSMISSIONS, type Sequence } from './keys.ts'
import { numberFor, type NumberEntry } from './number-series.ts'
import { checkVersion, type Saved } from './saved.ts'

const common = {
  week: isoWeek,
  /** Of the record: rises with every change. */
  version: z.int().min(1),
  period,
  /** The figures count what was known at this moment. */
  knownAt: instant,
  /** Contributions count if they were stored before. */
  closesAt: instant,
  /** Which frozen content belongs to it: the draft's is 1, each publication has the next. */
  content: z.int().min(1),
  /** The execution that drafted the week. */
  execution: z.string().min(1),
  publishedAt: instant.optional(),
  mailedAt: instant.optional(),
}

/** Where a weekly report stands. It has number and force only once signed. */
export const reportRecord = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('draft'), ...common }),
  z.strictObject({ status: z.literal('unsigned'), ...common }),
  z.strictObject({
    status: z.literal('signed'),
    ...common,
    number: z.int().min(1),
    signedAt: instant,
    signedBy: z.string().min(1),
    /** In which capacity, as the report shows it. */
    signatory: z.strictObject({ capacity: z.string(), name: z.string() }),
  }),
])
export type ReportRecord = z.output<typeof reportRecord>

/** Asks for a document's number: of one series and year, beginning with `first`. */
export interface NumberAsk extends Sequence {
  first: number
  document: string
}

/** Weekly reports, what people contribute to them, and their numbers. All reads are consistent. */
export interface ReportStore {
  /** The newest version. */
  load(week: string): Promise<ReportRecord | undefined>
  /**
   * As for cases: `expected` is the version that was read. Whoever repeats it after a lost answer is told `saved` again.
   * @throws VersionSkippedError
   */
  save(record: ReportRecord, expected: number | undefined): Promise<Saved>
  /** The last published report, of a week before `before` if given: where its period ends, the next one begins. */
  latest(before?: string): Promise<ReportRecord | undefined>
  /** Earlier texts of the section stay. */
  contribute(week: string, contribution: StoredContribution): Promise<void>
  /** All that was ever contributed, in order of storing within each section: the last one counts. */
  contributions(week: string): Promise<StoredContribution[]>
  /** Conflict: the same step of the same recipient and content is noted already, and stays. */
  noteTransmission(week: string, transmission: StoredTransmission): Promise<Saved>
  /** All that was ever noted of the week, by content, recipient and step. */
  transmissions(week: string): Promise<StoredTransmission[]>
  /** No gaps, no doubles; the same document gets the same number, however often and by however many it is asked. */
  takeNumber(ask: NumberAsk): Promise<number>
  /** Every number of the series that is not free, in order. */
  numbers(sequence: Sequence): Promise<NumberEntry[]>
  /** Keeps a number from being taken. Conflict: it is taken, or set aside otherwise. */
  setNumberAside(sequence: Sequence, entry: Exclude<NumberEntry, { status: 'issued' }>): Promise<Saved>
}

/** The double. */
export function inMemoryReportStore(): ReportStore {
  const records = new Map<string, ReportRecord>()
  const texts = new Map<string, StoredContribution[]>()
  const numbers = new Map<string, NumberEntry[]>()
  const seriesOf = (sequence: Sequence): NumberEntry[] => numbers.get(sequencePartition(sequence)) ?? []
  const enter = (sequence: Sequence, entry: NumberEntry): Saved => {
    const others = seriesOf(sequence).filter((each) => !isDeepStrictEqual(each, entry))
    if (others.some((each) => each.number === entry.number)) return 'conflict'
    numbers.set(sequencePartition(sequence), [...others, entry])
    return 'saved'
  }
  return {
    load: async (week) => structuredClone(records.get(week)),
    async save(record, expected) {
      checkVersion(record.version, expected)
      const stored = records.get(record.week)
      if (isDeepStrictEqual(stored, record)) return 'saved'
      if (stored?.version !== expected) return 'conflict'
      records.set(record.week, structuredClone(record))
      return 'saved'
    },
    async latest(before = '9') {
      const published = [...records.values()].filter((each) => each.publishedAt !== undefined && each.week < before)
      return structuredClone(published.toSorted((a, b) => (a.week < b.week ? 1 : -1))[0])
    },
    async contribute(week, contribution) {
      texts.set(week, [...(texts.get(week) ?? []), structuredClone(contribution)])
    },
    contributions: async (week) => structuredClone(texts.get(week) ?? []),
    ...inMemoryTransmissions(),
    async takeNumber({ document, first, ...sequence }) {
      const number = numberFor(document, seriesOf(sequence), first)
      enter(sequence, { status: 'issued', number, document })
      return number
    },
    numbers: async (sequence) => seriesOf(sequence).toSorted((a, b) => a.number - b.number),
    setNumberAside: async (sequence, entry) => enter(sequence, entry),
  }
}

function inMemoryTransmissions(): Pick<ReportStore, 'noteTransmission' | 'transmissions'> {
  const noted = new Map<string, StoredTransmission>()
  return {
    async noteTransmission(week, transmission) {
      const { pk, sk } = transmissionKey(week, transmission)
      const known = noted.get(pk + sk)
      if (known !== undefined) return isDeepStrictEqual(known, transmission) ? 'saved' : 'conflict'
      noted.set(pk + sk, structuredClone(transmission))
      return 'saved'
    },
    async transmissions(week) {
      const own = [...noted].filter(([key]) => key.startsWith(sectionPartition(week) + TRANSMISSIONS))
      return structuredClone(own.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, transmission]) => transmission))
    },
  }
}
