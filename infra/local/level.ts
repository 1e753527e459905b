import { createRequire } from 'node:module'

import type { Level } from 'level'
import * as z from 'zod'

const library = z.object({ Level: z.custom<typeof Level>((value) => typeof value === 'function') })

/** The LevelDB that dynalite brings along: its very own copy. */
export const dynaliteLevel = (): typeof Level =>
  library.parse(createRequire(createRequire(import.meta.url).resolve('dynalite'))('level')).Level

type Method = (...values: unknown[]) => unknown
const method = z.custom<Method>((value) => typeof value === 'function')

/**
 * Mends two things that make a long run slow and large. dynalite reads the table's definition along with every key, and
 * each read goes to another thread and back: this process does one thing after the other, so LevelDB answers on the spot.
 * And dynalite ends its iterators by a `return` that they do not have: each query left one open, and with it a snapshot
 * for which LevelDB kept every item that was ever overwritten.
 */
export function mendLevel(): void {
  const { prototype } = dynaliteLevel()
  const [get, values] = ['get', 'values'].map((name) => method.parse(Reflect.get(prototype, name)))
  if (get === undefined || values === undefined || 'mended' in prototype) return
  const mended = {
    mended: true,
    async get(this: Level, ...ask: [string]): Promise<unknown> {
      return this.status === 'open' ? this.getSync(...ask) : Reflect.apply(get, this, ask)
    },
    values(this: Level, ...ask: unknown[]): unknown {
      const iterator = closing.parse(Reflect.apply(values, this, ask))
      return Object.assign(iterator, { return: () => iterator.close() })
    },
  }
  Object.assign(prototype, mended)
}

const closing = z.custom<{ close(): Promise<void> }>((value) => typeof value === 'object' && value !== null)
