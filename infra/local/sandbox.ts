import { readFileSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { dirname, sep } from 'node:path'
import type { Writable } from 'node:stream'
import { compileFunction, constants } from 'node:vm'

import { fakeConsole, fakeDate, fakeGlobal, fakeProcess } from './sandbox-globals.ts'

export interface SandboxOptions {
  /** The whole environment that the code sees. */
  readonly environment: Readonly<Record<string, string>>
  /** Epoch milliseconds; all that `Date` knows of the present. */
  readonly now: () => number
  /** What stands in for modules of Node, by name without `node:`. */
  readonly modules: Readonly<Record<string, unknown>>
  /** Where the code prints. */
  readonly output: Writable
}

type Exports = Record<string, unknown>
type Compiled = (...values: readonly unknown[]) => void

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname']

/**
 * The code of one deployed function: CommonJS files below one folder, compiled once however many instances run.
 *
 * An instance gets its own `process`, `console`, `Date` and global object, and can load Node's modules and the files of
 * its folder. That is no wall against hostile code; it is what keeps a function from seeing where it runs.
 */
export class Bundle {
  readonly #folder: string
  readonly #compiled = new Map<string, Compiled>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Runs `module` (a path in the folder, without extension) in a new instance. @returns what it exports */
  load(module: string, options: SandboxOptions): Exports {
    const globals = globalsFor(this.#folder, options)
    const modules: Record<string, unknown> = { ...options.modules, process: globals.process }
    const cache = new Map<string, { exports: Exports }>()
    const requireFrom = (parent: string): NodeJS.Require => {
      const real = createRequire(parent)
      const load = (name: string): unknown => {
        if (isBuiltin(name)) return modules[name.replace(/^node:/, '')] ?? real(name)
        const file = this.#resolve(real, name)
        return file.endsWith('.js') || file.endsWith('.cjs') ? run(file) : real(file)
      }
      return Object.assign(load, { ...real, resolve: real.resolve })
    }
    const run = (file: string): Exports => {
      const known = cache.get(file)
      if (known) return known.exports
      const loaded = { exports: {} }
      cache.set(file, loaded)
      this.#compile(file, Object.keys(globals))(
        loaded.exports,
        requireFrom(file),
        loaded,
        file,
        dirname(file),
        ...Object.values(globals),
      )
      return loaded.exports
    }
    return run(`${this.#folder}${sep}${module}.js`)
  }

  /** As on AWS, nothing above the folder exists. */
  #resolve(real: NodeJS.Require, name: string): string {
    const file = real.resolve(name)
    if (file.startsWith(this.#folder + sep)) return file
    throw Object.assign(new Error(`Cannot find module '${name}' in the deployed code`), { code: 'MODULE_NOT_FOUND' })
  }

  #compile(file: string, globals: readonly string[]): Compiled {
    let compiled = this.#compiled.get(file)
    if (!compiled) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- compiled code has no types
      compiled = compileFunction(readFileSync(file, 'utf8'), [...PARAMETERS, ...globals], {
        filename: file,
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      }) as Compiled
      this.#compiled.set(file, compiled)
    }
    return compiled
  }
}

function globalsFor(folder: string, { environment, now, output }: SandboxOptions) {
  const own = {
    process: fakeProcess({ environment, folder, output }),
    console: fakeConsole(output),
    Date: fakeDate(now),
  }
  const global = fakeGlobal(own)
  return { ...own, global, globalThis: global }
}
