import * as z from 'zod'
import { BadCursorError } from '../store/errors.ts'

/** What every list takes that may grow. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(500).optional().meta({ description: '100 where absent' }),
  cursor: z.string().max(2000).optional(),
}

export interface PageAsk {
  limit?: number | undefined
  cursor?: string | undefined
}

export interface PageOf<T> {
  items: T[]
  /** Absent on the last page. */
  cursor?: string
}

/** What an answer with a page says besides its items. */
export const nextPage = { cursor: z.string().optional().meta({ description: 'Absent on the last page' }) }

interface Listed<T> {
  /** Tells its cursors from those of other lists. */
  name: string
  /** In the order of the list, and of each item its own. */
  placeOf: (item: T) => string
}

/**
 * One page of a list that is read as a whole. The cursor says after which place to go on: what is added or gone in
 * between moves no page.
 * @throws BadCursorError for a cursor that is garbled or of another list
 */
export function pageOf<T>(
  list: readonly T[],
  { name, placeOf }: Listed<T>,
  { limit = 100, cursor }: PageAsk,
): PageOf<T> {
  const prefix = `${name} after `
  const after = cursor === undefined ? undefined : decode(cursor, prefix)
  const left = list.filter((item) => after === undefined || placeOf(item) > after)
  const items = left.slice(0, limit)
  const last = left.length > limit ? items.at(-1) : undefined
  return { items, ...(last !== undefined && { cursor: encode(prefix + placeOf(last)) }) }
}

const encode = (text: string): string => Buffer.from(text).toString('base64url')

function decode(cursor: string, prefix: string): string {
  const text = Buffer.from(cursor, 'base64url').toString()
  if (!text.startsWith(prefix)) throw new BadCursorError('the cursor is not one of this list')
  return text.slice(prefix.length)
}
