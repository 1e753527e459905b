import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { dirname } from 'node:path'
import { finished } from 'node:stream/promises'
import { Writable } from 'node:stream'

/** What one function prints, one JSON object per line; a line that is none becomes its `message`. */
export class FunctionLog {
  readonly #file: WriteStream
  #bytes = 0

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true })
    this.#file = createWriteStream(path, { flags: 'a' })
  }

  /** How much this run has written. */
  get bytes(): number {
    return this.#bytes
  }

  /** @param about added to lines that are plain text: when, for which request */
  stream(about: () => Readonly<Record<string, unknown>>): Writable {
    let rest = ''
    return new Writable({
      decodeStrings: false,
      write: (chunk, _encoding, done) => {
        const lines = `${rest}${String(chunk)}`.split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) if (line !== '') this.#line(isJson(line) ? line : plain(line, about()))
        done()
      },
    })
  }

  write(entry: Readonly<Record<string, unknown>>): void {
    this.#line(JSON.stringify(entry))
  }

  #line(text: string): void {
    this.#bytes += Buffer.byteLength(text) + 1
    this.#file.write(`${text}\n`)
  }

  async close(): Promise<void> {
    this.#file.end()
    await finished(this.#file)
  }
}

const isJson = (line: string): boolean => line.startsWith('{') && line.endsWith('}')
const plain = (message: string, about: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...about, message })
