import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const start = join(import.meta.dirname, '../../infra/local/start.ts')

const running = new Set<ChildProcess>()

/** Whatever a failed test has left. */
export const stopAll = (): void => running.forEach((left) => left.kill('SIGKILL'))

/** The local mode in a process of its own, as `npm start -- …` runs it. */
export class Started {
  readonly #process: ChildProcess
  #output = ''

  constructor(args: readonly string[]) {
    this.#process = spawn(process.execPath, [start, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(this.#process)
    this.#process.once('close', () => running.delete(this.#process))
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.on('data', (chunk: Buffer) => void (this.#output += chunk.toString()))
  }

  get output(): string {
    return this.#output
  }

  /** Until it has printed `text`. @throws Error with what it printed, when it ends before */
  async says(text: string): Promise<void> {
    while (!this.#output.includes(text)) {
      if (this.#process.exitCode !== null) throw new Error(`ended without “${text}”: ${this.#output}`)
      await Promise.race([once(this.#process, 'close'), this.#process.stdout && once(this.#process.stdout, 'data')])
    }
  }

  interrupt(signal: 'SIGINT' | 'SIGKILL'): void {
    this.#process.kill(signal)
  }

  /** @returns its exit code */
  async ended(): Promise<number | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, 'close')
    return this.#process.exitCode
  }
}
