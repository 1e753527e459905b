import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import * as z from 'zod'
import type { InstanceOptions, Running } from '../local/lambda-instance.ts'

/** What a function took of its machine: processor time in ms, memory in MB. */
export interface Taken {
  /** The most that any of its processes held. */
  megabytes: number
  /** Of each process: its import, and the first event, on code that has not run before. */
  readonly cold: number[]
  /** Of all later events, each. */
  readonly warm: number[]
}

const answered = z.object({
  answer: z.unknown().optional(),
  error: z.object({ name: z.string(), message: z.string(), stack: z.string().optional() }).optional(),
  milliseconds: z.number(),
  megabytes: z.number(),
})

/** Without product and stage. */
export const bareName = (name: string): string => name.replace(/^dondoc-[a-z]+-/, '')

/** As Node is run on a machine of 512 MB: by itself it collects young garbage late, to save time. */
const SMALL_MACHINE = ['--no-warnings', '--max-semi-space-size=8', '--max-old-space-size=400']

/** Runs each instance of a function in a process of its own, of which it notes what it takes. */
export class Apart {
  readonly taken = new Map<string, Taken>()
  readonly #folder = mkdtempSync(join(tmpdir(), 'dondoc-apart-'))
  readonly #script = join(this.#folder, 'instance-process.mjs')
  readonly #children: ChildProcess[] = []

  constructor() {
    buildSync({
      entryPoints: [join(import.meta.dirname, 'instance-process.ts')],
      outfile: this.#script,
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
    })
  }

  readonly start = ({ model, aws, now }: InstanceOptions): Running => {
    const logFile = join(this.#folder, `${model.name}.ndjson`)
    const given = JSON.stringify({ model, url: aws.url, logFile, now: now() })
    const child = fork(this.#script, [given], { execArgv: SMALL_MACHINE, env: {}, serialization: 'advanced' })
    this.#children.push(child)
    const loaded = once(child, 'message')
    let cold: number | undefined
    return {
      handle: async (event, invocation) => {
        const { milliseconds: load } = answered.parse((await loaded)[0])
        const reply = once(child, 'message')
        child.send({ event, invocation, now: now() })
        const { answer, error, milliseconds, megabytes } = answered.parse((await reply)[0])
        const taken = this.#takenBy(model.name)
        taken.megabytes = Math.max(taken.megabytes, megabytes)
        if (cold === undefined) taken.cold.push((cold = load + milliseconds))
        else taken.warm.push(milliseconds)
        if (error !== undefined) throw Object.assign(new Error(error.message), error)
        return answer
      },
    }
  }

  #takenBy(name: string): Taken {
    const taken = this.taken.get(name) ?? { megabytes: 0, cold: [], warm: [] }
    this.taken.set(name, taken)
    return taken
  }

  /** Ends every process. */
  close(): void {
    for (const child of this.#children) child.kill()
    rmSync(this.#folder, { recursive: true })
  }
}
