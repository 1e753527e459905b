declare module 'dynalite' {
  import type { Server } from 'node:http'

  /** A server that keeps its tables in LevelDB below `path`; closing it closes the database. */
  export default function dynalite(options: { path: string; createTableMs?: number }): Server
}
