import { expect } from 'vitest'

/** Follows the cursors of a list to its end, with at most `limit` items a page. @returns all items in their order */
export async function allPages<T>(
  limit: number,
  ask: (page: { limit: number; cursor: string | undefined }) => Promise<{ items: T[]; cursor?: string | undefined }>,
): Promise<T[]> {
  const told: T[] = []
  let cursor: string | undefined
  do {
    const page = await ask({ limit, cursor })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    told.push(...page.items)
    cursor = page.cursor
  } while (cursor !== undefined)
  return told
}
