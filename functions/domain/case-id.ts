import * as z from 'zod'

/**
 * `dossier:<national code>`, `report:<provider>:<code>` or `task:<letter>:<number>`; characters `[a-z0-9._:-]`, the rest percent-coded.
 * The national code alone identifies a dossier, whichever system reports it.
 */
export type CaseId = string

const encode = (text: string): string =>
  encodeURIComponent(text.normalize('NFC').toLowerCase())
    .replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
    .toLowerCase()

export const dossierId = (nationalCode: string): CaseId => `dossier:${encode(nationalCode)}`
export const fieldReportId = (provider: string, code: string): CaseId => `report:${encode(provider)}:${encode(code)}`

export const directiveTaskId = (directive: string, number: string): CaseId =>
  `task:${encode(directive)}:${encode(number)}`

/** `2` in the letter's own order; `1.so-xd` is the part of task 1 that one agency has. */
export const taskNumber = z.string().regex(/^\d{1,3}(\.[A-Za-z0-9-]{1,64})?$/, 'task number such as 2')

export const caseId = z.string().regex(/^(dossier|report|task):[a-z0-9._:%-]{1,200}$/, 'case id')

/** `000.00.14.H15-211029-0118` or `H15.07-211029-0118`: agency, day, serial of four digits or more. */
export const nationalCode = z
  .string()
  .trim()
  .regex(/^(\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(\.\d{1,3}){1,3})-\d{6}-\d{4,}$/, 'national dossier code')
