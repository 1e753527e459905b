import * as z from 'zod'

/** One number of a series of documents. Reserved and void ones were set aside by staff and are skipped. */
export const numberEntry = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('issued'), number: z.int().min(1), document: z.string().min(1) }),
  z.strictObject({ status: z.literal('reserved'), number: z.int().min(1), reason: z.string().min(1) }),
  z.strictObject({ status: z.literal('void'), number: z.int().min(1), reason: z.string().min(1) }),
])
export type NumberEntry = z.output<typeof numberEntry>

/** A document keeps the number it has; a new one takes the lowest that is free, from the configured first one. */
export function numberFor(document: string, series: readonly NumberEntry[], first: number): number {
  const own = series.find((entry) => entry.status === 'issued' && entry.document === document)
  if (own !== undefined) return own.number
  const taken = new Set(series.map((entry) => entry.number))
  let number = first
  while (taken.has(number)) number += 1
  return number
}
