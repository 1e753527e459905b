import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { VIETNAM_OFFSET_MS } from '../../functions/domain/instant.ts'

export interface PostedMail {
  /** Epoch milliseconds. */
  readonly at: number
  readonly recipients: readonly string[]
  readonly raw: Buffer
}

/** Sent mail on disk, one `.eml` each, whose names sort as they were sent: Vietnamese time, number, first recipient. */
export class Mailbox {
  readonly #folder: string
  #count: number

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
    this.#count = this.list().length
  }

  get count(): number {
    return this.#count
  }

  /** When this returns, the mail is on disk, whole. */
  add({ at, recipients, raw }: PostedMail): void {
    const time = new Date(at + VIETNAM_OFFSET_MS)
      .toISOString()
      .replaceAll(/[-:]|\..*$/g, '')
      .replace('T', '-')
    const number = String(++this.#count).padStart(5, '0')
    const slug = (recipients[0] ?? 'nobody')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 60)
    const file = join(this.#folder, `${time}-${number}-${slug}`)
    writeFileSync(`${file}.part`, raw)
    renameSync(`${file}.part`, `${file}.eml`)
  }

  /** File names, oldest first. */
  list(): string[] {
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith('.eml'))
      .toSorted()
  }

  /** @returns nothing for a name that is not in {@link list} */
  read(name: string): Buffer | undefined {
    return this.list().includes(name) ? readFileSync(join(this.#folder, name)) : undefined
  }
}
