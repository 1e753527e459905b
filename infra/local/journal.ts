import { closeSync, existsSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'

import * as z from 'zod'

/** Rewriting stops everything for a second or two, and each start does it anyway. */
const GROWTH_BYTES = 512 * 1024 * 1024
const WRITE_BYTES = 1024 * 1024
const forgotten = z.strictObject({ forgotten: z.string() })

export interface JournalOptions<T> {
  readonly path: string
  readonly schema: z.ZodType<T>
  readonly keyOf: (record: T) => string
  /** By how much the file may grow, beyond twice its records, before it is rewritten. */
  readonly growthBytes?: number | undefined
}

/**
 * A file with one JSON line per change, the last line of a key wins. Each line is handed to the operating system before
 * `put` returns, so a killed process loses at most the line that it was writing; that torn line is ignored.
 */
export class Journal<T> {
  readonly #options: JournalOptions<T>
  readonly #latest = new Map<string, T>()
  #file: number | undefined
  #bytes = 0
  #rewriteAbove = 0

  /** @throws when a complete line is no such record */
  constructor(options: JournalOptions<T>) {
    this.#options = options
    const { path, schema } = options
    const complete = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []
    for (const line of complete) {
      const change: unknown = JSON.parse(line)
      const end = forgotten.safeParse(change)
      if (end.success) this.#latest.delete(end.data.forgotten)
      else this.#remember(schema.parse(change))
    }
    this.#rewrite()
  }

  /** The last state of each record, in the order in which they were first put. */
  load(): Iterable<T> {
    return this.#latest.values()
  }

  put(record: T): void {
    this.#remember(record)
    this.#append(record)
    if (this.#bytes > this.#rewriteAbove) this.#rewrite()
  }

  forget(key: string): void {
    if (this.#latest.delete(key)) this.#append({ forgotten: key })
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
  }

  #remember(record: T): void {
    this.#latest.set(this.#options.keyOf(record), record)
  }

  #append(change: T | z.infer<typeof forgotten>): void {
    this.#write(`${JSON.stringify(change)}\n`)
  }

  #write(lines: string): void {
    if (this.#file === undefined) throw new Error(`${this.#options.path} is closed`)
    this.#bytes += writeSync(this.#file, lines)
  }

  /** Leaves one line per record; a kill on the way leaves the old file. */
  #rewrite(): void {
    const { path, growthBytes = GROWTH_BYTES } = this.#options
    this.close()
    const fresh = `${path}.new`
    this.#file = openSync(fresh, 'w')
    this.#bytes = 0
    let lines = ''
    for (const record of this.#latest.values()) {
      lines += `${JSON.stringify(record)}\n`
      if (lines.length < WRITE_BYTES) continue
      this.#write(lines)
      lines = ''
    }
    this.#write(lines)
    renameSync(fresh, path)
    this.#rewriteAbove = 2 * this.#bytes + growthBytes
  }
}
