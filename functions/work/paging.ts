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

const PREFIX = 'after '

/**
 * One page of a list that is read as a whole. The cursor says after which place to go on: what is added or gone in
 * between moves no page.
 * @param placeOf in the order of the list, and of each item its own
 * @throws BadCursorError
 */
export function pageOf<T>(
  list: readonly T[],
  placeOf: (item: T) => string,
  { limit = 100, cursor }: PageAsk,
): PageOf<T> {
  const after = cursor === undefined ? undefined : decode(cursor)
  const left = list.filter((item) => after === undefined || placeOf(item) > after)
  const items = left.slice(0, limit)
  const last = left.length > limit ? items.at(-1) : undefined
  return { items, ...(last !== undefined && { cursor: encode(placeOf(last)) }) }
}

const encode = (place: string): string => Buffer.from(PREFIX + place).toString('base64url')

function decode(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString()
  if (!text.startsWith(PREFIX)) throw new BadCursorError('the cursor is not one of this list')
  return text.slice(PREFIX.length)
}
