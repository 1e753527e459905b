import { pairName, type RefusedPair } from '../domain/duplicate.ts'

/** Pairs of reports that people have looked at and kept apart. */
export interface DuplicateStore {
  /** The first word on a pair stands. */
  refuse(refused: RefusedPair): Promise<void>
  /** In order of their names. Consistent. */
  refused(): Promise<RefusedPair[]>
}

/** The double. */
export function inMemoryDuplicateStore(): DuplicateStore {
  const pairs = new Map<string, RefusedPair>()
  return {
    async refuse(refused) {
      const name = pairName(refused.pair)
      if (!pairs.has(name)) pairs.set(name, structuredClone(refused))
    },
    refused: async () =>
      [...pairs].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, refused]) => structuredClone(refused)),
  }
}
