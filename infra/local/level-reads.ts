import { createRequire } from 'node:module'

import type { Level } from 'level'
import * as z from 'zod'

const library = z.object({ Level: z.custom<typeof Level>((value) => typeof value === 'function') })

/** The LevelDB that dynalite brings along: its very own copy. */
export const dynaliteLevel = (): typeof Level =>
  library.parse(createRequire(createRequire(import.meta.url).resolve('dynalite'))('level')).Level

/**
 * dynalite reads the table's definition along with every key, and each read goes to another thread and back. This process
 * does one thing after the other, so the way costs more than the read: LevelDB answers on the spot.
 */
export function readOnTheSpot(): void {
  const { prototype } = dynaliteLevel()
  const fromThread: unknown = Reflect.get(prototype, 'get')
  if (typeof fromThread !== 'function') throw new Error('the LevelDB of dynalite has no get')
  prototype.get = async function onTheSpot(this: Level, ...ask: [string]) {
    return this.status === 'open' ? this.getSync(...ask) : Reflect.apply(fromThread, this, ask)
  }
}
