import type { MappedField } from './mapping.ts'

/** The kinds of values that a list may call by name. */
export type LookupKind = 'agency' | 'procedure' | 'category'

/** Why a cell, or a row, does not become a case. */
export type FaultRule =
  | { code: 'missing' }
  | { code: 'notADate'; formats: readonly string[] }
  | { code: 'ambiguousDate' }
  | { code: 'unknownValue'; known: readonly string[]; of?: LookupKind | undefined }
  | { code: 'unreadable' }
  | { code: 'legacyFont' }
  | { code: 'formulaError' }
  | { code: 'tooLong'; limit: number }
  | { code: 'tooManyCells'; limit: number }
  | { code: 'earlierThan'; column: string }
  | { code: 'noEnd' }
  | { code: 'endWithoutState'; status: string }

/** What is wrong with a row: the column where one is to blame, the value that stood there, and the rule it breaks. */
export interface RowFault {
  column: string | undefined
  field: MappedField | undefined
  value: string
  rule: FaultRule
}
