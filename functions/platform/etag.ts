import * as z from 'zod'
import type { CaseDocument } from '../domain/document.ts'
import { parse } from './refusal.ts'

/** `"7"`, as {@link etagOf} gave it out; `*` is whatever there is. */
const ifMatch = z
  .string()
  .regex(/^(\*|"\d{1,9}")$/, 'the version in quotes, such as "7", or *')
  .optional()

/** The version that the caller has seen; undefined where any will do. @throws BadInputError */
export function versionSeen(headers: Readonly<Record<string, string>>): number | undefined {
  const { 'if-match': given } = parse(z.object({ 'if-match': ifMatch }), { 'if-match': headers['if-match'] })
  return given === undefined || given === '*' ? undefined : Number(given.slice(1, -1))
}

/** The version of a case, by which a caller may make sure that nobody changed it in between. */
export const etagOf = ({ version }: CaseDocument): { etag: string } => ({ etag: `"${version}"` })
