import { Console } from 'node:console'
import { EventEmitter } from 'node:events'
import type { Writable } from 'node:stream'

/** `Date` as the code of a function sees it: the present is whatever `now` says, all else is unchanged. */
export function fakeDate(now: () => number): DateConstructor {
  const fake: DateConstructor = new Proxy(Date, {
    construct(target, values, newTarget) {
      const known = values.length === 0 ? [now()] : values
      // By far the most are plain dates, and those are quicker made without asking the proxy for its prototype.
      return newTarget === fake && known.length === 1
        ? new target(known[0])
        : Reflect.construct(target, known, newTarget)
    },
    apply: () => new Date(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
  return fake
}

export const fakeConsole = (output: Writable): Console => new Console({ stdout: output, stderr: output })

interface ProcessOptions {
  readonly environment: Readonly<Record<string, string>>
  readonly folder: string
  readonly output: Writable
}

/** `process` with its own environment, streams and listeners; leaving it is an error of the one who called. */
export function fakeProcess({ environment, folder, output }: ProcessOptions): NodeJS.Process {
  const fake: NodeJS.Process = Object.create(process)
  Reflect.apply(EventEmitter, fake, [])
  const own = {
    env: environment,
    argv: ['node', 'bootstrap'],
    stdout: output,
    stderr: output,
    cwd: () => folder,
    emitWarning: (warning: string | Error) => output.write(`${String(warning)}\n`),
    exit: (code?: number) => {
      throw new Error(`Runtime exited with code ${code ?? 0}`)
    },
  }
  return Object.defineProperties(fake, Object.getOwnPropertyDescriptors(own))
}

/** The global object, with `own` laid over the real one; what the code sets stays in its sandbox. */
export function fakeGlobal(own: object): typeof globalThis {
  const set: object = Object.assign(Object.create(null), own)
  const fake: typeof globalThis = new Proxy(globalThis, {
    get: (target, key) =>
      key === 'globalThis' || key === 'global' ? fake : Reflect.get(Reflect.has(set, key) ? set : target, key),
    has: (target, key) => Reflect.has(set, key) || Reflect.has(target, key),
    set: (_, key, value) => Reflect.set(set, key, value),
    defineProperty: (_, key, descriptor) => Reflect.defineProperty(set, key, { ...descriptor, configurable: true }),
    deleteProperty: (_, key) => Reflect.deleteProperty(set, key),
  })
  return fake
}
