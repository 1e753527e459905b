declare module 'dynalite' {
  import type { Server } from 'node:http'

  /** A server that keeps its tables in LevelDB below `path`; closing it closes the database. */
  export default function dynalite(options: { path: string; createTableMs?: number }): Server
}

declare module 'dynalite/db/index.js' {
  type Item = Readonly<Record<string, unknown>>

  /** The key under which an item stands in its table's part of the database. */
  export function createKey(item: Item, table: object): string

  /** What stands in which index for the item. */
  export function getIndexActions(
    ...of: [indexes: readonly object[], existing: undefined, item: Item, table: object]
  ): { puts: { index: string; key: string; item: Item }[] }
}
