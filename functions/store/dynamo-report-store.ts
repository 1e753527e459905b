import * as z from 'zod'
import { storedContribution, type StoredContribution } from '../domain/contribution.ts'
import { storedTransmission, type StoredTransmission } from '../domain/transmission.ts'
import { firstItem, putOnce, queryItems, type Table } from './dynamo-table.ts'
import {
  reportKey,
  reportPrefix,
  REPORTS,
  sectionKey,
  sectionPartition,
  sectionPrefix,
  SECTIONS,
  sequenceKey,
  sequencePartition,
  TRANSMISSIONS,
  transmissionKey,
  type Sequence,
} from './keys.ts'
import { numberEntry, numberFor, type NumberEntry } from './number-series.ts'
import { reportRecord, type NumberAsk, type ReportRecord, type ReportStore } from './report-store.ts'
import { checkVersion, type Saved } from './saved.ts'

/** Each version of a record is an item of its own, put if absent: nothing is ever overwritten. */
export const dynamoReportStore = (table: Table): ReportStore => ({
  async load(week) {
    const versions = { partition: REPORTS, where: 'begins_with(#sk, :week)', values: { ':week': reportPrefix(week) } }
    const item = await firstItem(table, { ...versions, descending: true })
    return item && recordItem.parse(item).record
  },
  async save(record, expected) {
    checkVersion(record.version, expected)
    return putOnce(table, { ...reportKey(record.week, record.version), record })
  },
  latest: (before) => latestPublished(table, before),
  contribute: (week, contribution) => contribute(table, week, contribution),
  async contributions(week) {
    const all = { partition: sectionPartition(week), where: 'begins_with(#sk, :all)', values: { ':all': SECTIONS } }
    const stored: StoredContribution[] = []
    for await (const item of queryItems(table, all)) stored.push(sectionItem.parse(item).contribution)
    return stored
  },
  noteTransmission: (week, transmission) => putOnce(table, { ...transmissionKey(week, transmission), transmission }),
  async transmissions(week) {
    const all = {
      partition: sectionPartition(week),
      where: 'begins_with(#sk, :all)',
      values: { ':all': TRANSMISSIONS },
    }
    const stored: StoredTransmission[] = []
    for await (const item of queryItems(table, all)) stored.push(transmissionItem.parse(item).transmission)
    return stored
  },
  takeNumber: (ask) => takeNumber(table, ask),
  numbers: (sequence) => numbersOf(table, sequence),
  setNumberAside: (sequence, entry) => enter(table, sequence, entry),
})

const recordItem = z.object({ record: reportRecord })
const sectionItem = z.object({ contribution: storedContribution, n: z.int().min(1) })
const transmissionItem = z.object({ transmission: storedTransmission })
const numberItem = z.object({ entry: numberEntry })

/** A few drafts at most are newer than the last published report. */
const LIKELY_ENOUGH = 10

async function latestPublished(table: Table, before = '9'): Promise<ReportRecord | undefined> {
  const earlier = { partition: REPORTS, where: '#sk < :before', values: { ':before': before } }
  for await (const item of queryItems(table, { ...earlier, descending: true, pageSize: LIKELY_ENOUGH })) {
    const { record } = recordItem.parse(item)
    if (record.publishedAt !== undefined) return record
  }
  return undefined
}

/** Numbered within its section; who finds his number taken by another text takes the next. */
async function contribute(table: Table, week: string, contribution: StoredContribution): Promise<void> {
  const section = { partition: sectionPartition(week), where: 'begins_with(#sk, :section)' }
  const values = { ':section': sectionPrefix(contribution) }
  const last = await firstItem(table, { ...section, values, descending: true })
  const n = last === undefined ? 1 : sectionItem.parse(last).n + 1
  const outcome = await putOnce(table, { ...sectionKey(week, contribution, n), contribution, n })
  if (outcome === 'conflict') await contribute(table, week, contribution)
}

/**
 * Whoever takes a number has seen all lower ones taken, and so has seen his own document if one of them holds it. Who
 * loses a number to a rival looks again; each round somebody wins.
 */
async function takeNumber(table: Table, ask: NumberAsk): Promise<number> {
  const { document, first, ...sequence } = ask
  const number = numberFor(document, await numbersOf(table, sequence), first)
  const outcome = await enter(table, sequence, { status: 'issued', number, document })
  return outcome === 'saved' ? number : takeNumber(table, ask)
}

async function numbersOf(table: Table, sequence: Sequence): Promise<NumberEntry[]> {
  const series: NumberEntry[] = []
  for await (const item of queryItems(table, { partition: sequencePartition(sequence) }))
    series.push(numberItem.parse(item).entry)
  return series
}

const enter = (table: Table, sequence: Sequence, entry: NumberEntry): Promise<Saved> =>
  putOnce(table, { ...sequenceKey(sequence, entry.number), entry })
