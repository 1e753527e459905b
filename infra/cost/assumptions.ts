import { WHOLE_PROCESSOR_MB } from '../size.ts'

/**
 * What no local run can show, in one place. Each errs on the dear side.
 */
export const ASSUMED = {
  wholeProcessorMb: WHOLE_PROCESSOR_MB,
  /** What a call of a service adds on AWS to the time of a function, in ms; here the services answer from memory. */
  latencyMs: { dynamodb: 6, states: 40, ses: 80, s3: 40, secretsmanager: 30 } as Readonly<Record<string, number>>,
  /** Share of invocations that start an instance, and what that adds to the bill, in ms. */
  coldShare: 0.1,
  coldMs: 500,
  /** What Lambda itself writes to the log of an invocation, in bytes. */
  platformLogBytes: 700,
  /** Of requests, X-Ray keeps one a second and one in twenty; taken as one in twenty of all. */
  tracedShare: 0.05,
  /** A person who looks something up: requests a month, what one reads (a page of a hundred rows), GB-s. */
  lookups: { perPerson: 20 * 40, reads: 12.5, gbSeconds: 0.1 },
  /** Attachments among the bytes of mail: nearly all of a mail is its workbook. */
  attachedShare: 1,
  /** How long a case stays open on the whole, in days, and how long its item is kept before an archive takes it, in months. */
  openDays: 20,
  keptMonths: 24,
} as const

/** How much there is to do in a month of 30 days. */
export interface Volume {
  readonly name: string
  readonly cases: number
  /** Mailboxes that get digests. */
  readonly recipients: number
  /** Who look things up. */
  readonly people: number
}

export const MONTH_DAYS = 30
const YEAR_DAYS = 365

const monthly = (aYear: number): number => Math.round((aYear / YEAR_DAYS) * MONTH_DAYS)

/** Some 2 million dossiers a year; agencies, districts and communes with focal point and head. */
export const PROVINCE: Volume = {
  name: 'province: 2 million a year',
  cases: monthly(2_000_000),
  recipients: 400,
  people: 300,
}

/** 34 provinces since 1 July 2025 (Resolution 202/2025/QH15), each taken as large as that one, in a single stack. */
export const NATION: Volume = {
  name: 'nation: 34 provinces',
  cases: monthly(34 * 2_000_000),
  recipients: 34 * 400,
  people: 34 * 300,
}
