import * as z from 'zod'
import { instant, type Instant } from './instant.ts'

/** Half open: `from` included, `to` excluded. */
export const period = z.strictObject({ from: instant, to: instant })
export type Period = z.output<typeof period>

export const isWithin = (at: Instant, { from, to }: Period): boolean => at >= from && at < to
