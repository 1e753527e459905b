import type * as z from 'zod'
import { YEARS } from '../domain/instant.ts'

type Issue = z.core.$ZodIssue

/** What a text must not hold, and the rule that it breaks; words are in `text/input-words.ts`. */
const rules: readonly { breaks: (text: string) => boolean; message: string }[] = [
  { breaks: (text) => !text.isWellFormed(), message: 'holds no half of a surrogate pair' },
  // oxlint-disable-next-line no-control-regex -- these are what is sought
  { breaks: (text) => /[\0-\x08\x0B\x0C\x0E-\x1F\x7F]/.test(text), message: 'holds no control characters' },
  { breaks: (text) => /^(?!19|20|21)\d{4}-\d{2}-\d{2}T/.test(text), message: YEARS },
  { breaks: (text) => text.includes('\uFFFD'), message: 'holds no characters that were damaged on the way' },
]

export interface Cleaned {
  value: unknown
  issues: Issue[]
}

/**
 * The input with all its texts in NFC, and every text in it, also a name of a field, that no table, document or mail
 * could carry. The input is JSON of a bounded depth.
 */
export function cleanInput(input: unknown): Cleaned {
  const issues: Issue[] = []
  const checked = (text: string, path: PropertyKey[]): string => {
    for (const { breaks, message } of rules)
      if (breaks(text)) issues.push({ code: 'custom', path, message, input: text })
    return text.normalize()
  }
  const clean = (value: unknown, path: PropertyKey[]): unknown => {
    if (typeof value === 'string') return checked(value, path)
    if (Array.isArray(value)) return value.map((each, index) => clean(each, [...path, index]))
    // DynamoDB refuses a number so small, where everybody else takes it for 0.
    if (typeof value === 'number') return Math.abs(value) < 1e-100 ? 0 : value
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, each]) => [
      checked(key, [...path, key]),
      clean(each, [...path, key]),
    ])
    return Object.fromEntries(entries)
  }
  return { value: clean(input, []), issues }
}
