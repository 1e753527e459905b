import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** A file to which one JSON object a line is added; each is on disk when `write` returns. It exists once needed. */
export class Ledger {
  readonly #path: string
  #count = 0

  constructor(path: string) {
    this.#path = path
  }

  /** How many this run has written. */
  get count(): number {
    return this.#count
  }

  write(entry: object): void {
    if (this.#count++ === 0) mkdirSync(dirname(this.#path), { recursive: true })
    appendFileSync(this.#path, `${JSON.stringify(entry)}\n`)
  }
}
