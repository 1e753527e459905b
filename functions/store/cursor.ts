import * as z from 'zod'
import { caseId } from '../domain/case-id.ts'
import { BadCursorError } from './errors.ts'

/** The last row of a page: where it stands in its list, and whose it is. */
const position = z.strictObject({ partition: z.string(), sort: z.string(), id: caseId })
export type Position = z.output<typeof position>

/** What the next page must belong to. */
export interface Span {
  partition: string
  before?: string | undefined
}

export const encodeCursor = (at: Position): string => Buffer.from(JSON.stringify(at)).toString('base64url')

/** @throws BadCursorError when the cursor is garbled or belongs to another list */
export function decodeCursor(cursor: string, { partition, before }: Span): Position {
  const at = position.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()))
  if (!at.success) throw new BadCursorError('the cursor is not one of this list')
  if (at.data.partition !== partition || (before !== undefined && at.data.sort >= before))
    throw new BadCursorError('the cursor belongs to another list')
  return at.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
