import * as z from 'zod'
import { actor } from './event.ts'
import { instant } from './instant.ts'
import { name, slug } from './slug.ts'

const deed = z.strictObject({ at: instant, by: actor })

/** A provider's key to Open311, of which only the hash is kept: who lost it gets another. */
export const apiKey = z.strictObject({
  /** SHA-256 of the key, in hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in hexadecimal'),
  provider: slug,
  /** What it is for, as `ứng dụng di động`. */
  label: name,
  created: deed,
  revoked: deed.optional(),
})
export type ApiKey = z.output<typeof apiKey>

/** Names a key to people, in paths and in timelines. */
export const apiKeyId = ({ hash }: Pick<ApiKey, 'hash'>): string => hash.slice(0, 12)
