import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'

const content = z.object({
  /** Whose replay this is. */
  story: z.string().optional(),
  now: z.number(),
  sent: z.int(),
  finished: z.boolean(),
})
type Content = z.output<typeof content>

/** Where the clock stands and how far the replay has come, kept on disk so that a restart goes on from there. */
export class SavedClock {
  readonly #file: string
  #content: Content

  private constructor(file: string, known: Content) {
    this.#file = file
    this.#content = known
  }

  /** @param fresh where a new state begins, epoch ms, and with which story */
  static open(stateDir: string, { start, story }: { start: number; story?: string }): SavedClock {
    const file = join(stateDir, 'clock.json')
    const fresh: Content = { now: start, sent: 0, finished: false, ...(story !== undefined && { story }) }
    return new SavedClock(file, existsSync(file) ? content.parse(JSON.parse(readFileSync(file, 'utf8'))) : fresh)
  }

  get story(): string | undefined {
    return this.#content.story
  }
  get now(): number {
    return this.#content.now
  }
  /** Where a restart begins: just before the last instant, of which not everything may have happened. */
  get restart(): number {
    return this.#content.now - Number(existsSync(this.#file))
  }
  get sent(): number {
    return this.#content.sent
  }
  get finished(): boolean {
    return this.#content.finished
  }

  /** Something has happened at `now`, and all that was to happen before. */
  reached(now: number): void {
    if (now > this.#content.now) this.#write({ ...this.#content, now })
  }

  sentUpTo(sent: number): void {
    this.#content = { ...this.#content, sent }
  }

  finish(now: number): void {
    this.#write({ ...this.#content, now, finished: true })
  }

  #write(next: Content): void {
    this.#content = next
    mkdirSync(dirname(this.#file), { recursive: true })
    writeFileSync(`${this.#file}.new`, JSON.stringify(next))
    renameSync(`${this.#file}.new`, this.#file)
  }
}
