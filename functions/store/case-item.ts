import * as z from 'zod'
import { caseDocument, isSetAside, lastMoment, type CaseDocument } from '../domain/document.ts'
import { entry } from '../domain/event.ts'
import { UNASSIGNED } from '../domain/counted-case.ts'
import type { Row } from './dynamo-table.ts'
import { ItemTooLargeError } from './errors.ts'
import { afterPages } from './history.ts'
import {
  agencyPartition,
  caseKey,
  monthOf,
  OPEN,
  pendingPartition,
  receivedPartition,
  sortValue,
  stepPartition,
  type Key,
} from './keys.ts'

/** Where a case stands in the indexes. */
export interface IndexEntry {
  agencyPartition: string
  /** By the due date of an open case, `9999` without one; by the last moment of a closed case. */
  agencySort: string
  receivedPartition: string
  receivedSort: string
  stepPartition?: string
  stepSort?: string
  pendingPartition?: string
  pendingSort?: string
}

/** The one place that derives index keys. */
export function indexEntry(document: CaseDocument): IndexEntry {
  const { id, summary, pendingSince, pendingImmediate = false } = document
  const nextStepAt = isSetAside(document) ? undefined : document.nextStepAt
  const { agency = UNASSIGNED, due = '9999', kind, receivedAt } = summary
  const last = lastMoment(document)
  return {
    agencyPartition: agencyPartition(agency, last === undefined ? OPEN : `CLOSED#${monthOf(last)}`),
    agencySort: sortValue(last ?? due, id),
    receivedPartition: receivedPartition(kind, receivedAt, id),
    receivedSort: sortValue(receivedAt, id),
    ...(nextStepAt !== undefined && { stepPartition: stepPartition(id), stepSort: sortValue(nextStepAt, id) }),
    ...(pendingSince !== undefined && {
      pendingPartition: pendingPartition(id, pendingImmediate),
      pendingSort: sortValue(pendingSince, id),
    }),
  }
}

/** Lists are paid for by the kilobyte, for every index and every change. */
const SUMMARY_LIMIT = 1024

/** @throws ItemTooLargeError where the summary would make every index entry cost double */
export function toCaseItem(document: CaseDocument, pages: number): Key & Row {
  const bytes = Buffer.byteLength(JSON.stringify(document.summary))
  if (bytes > SUMMARY_LIMIT) throw new ItemTooLargeError(`summary of ${document.id}`, bytes, SUMMARY_LIMIT)
  return {
    ...caseKey(document.id),
    ...indexEntry(document),
    ...document,
    entries: afterPages(document.entries, pages),
    pages,
  }
}

const caseItem = z.object({ ...caseDocument.shape, pages: z.int().min(0) })

/** A row of the table, without what only the table needs. */
export function readCaseItem(row: Row): { document: CaseDocument; pages: number } {
  const { pages, ...document } = caseItem.parse(row)
  return { document, pages }
}

const historyPage = z.object({ entries: z.array(entry) })
export const readPage = (row: Row): CaseDocument['entries'] => historyPage.parse(row).entries
