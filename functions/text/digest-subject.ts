import type { CaseKind } from '../domain/status.ts'
import type { Digest, DigestCase } from './digest.ts'
import { dueWords, workingTimeWords } from './due-words.ts'
import { formatNumber } from './format.ts'
import { capitalised } from './names.ts'
import { levelWords, words } from './words.ts'

/** The digest with its cases in the order in which they are told. */
export const inOrder = (digest: Digest): Digest => ({
  ...digest,
  overdue: digest.overdue.toSorted(worstFirst),
  dueSoon: digest.dueSoon.toSorted(soonestFirst),
})

/** By delay in days of the case's own calendar, then by level. */
const worstFirst = (a: DigestCase, b: DigestCase): number =>
  daysOf(b) - daysOf(a) || (b.level ?? 0) - (a.level ?? 0) || soonestFirst(a, b)

export const daysOf = ({ workingTime }: DigestCase): number => workingTime.minutes / workingTime.minutesPerDay

const soonestFirst = (a: DigestCase, b: DigestCase): number => {
  if (a.due !== b.due) return a.due < b.due ? -1 : 1
  return a.code < b.code ? -1 : 1
}

/** How many and how late the worst; of an immediate mail which level, and of a single case which. Cases in order. */
export function subjectOf(digest: Digest): string {
  const { overdue, dueSoon, recipient } = digest
  const what = overdue.length > 0 ? overdueWords(overdue, digest) : dueSoonWords(dueSoon, digest)
  return `[${occasionOf(digest)}] ${what} – ${recipient.agency}`
}

const overdueWords = (cases: readonly DigestCase[], digest: Digest): string =>
  `${subjectWords(cases, digest)} quá hạn, ${delayOfWorst(cases)}`

function dueSoonWords(cases: readonly DigestCase[], digest: Digest): string {
  const [soonest, ...others] = cases
  const when = soonest === undefined ? '' : `, ${others.length > 0 ? 'sớm nhất ' : ''}${dueWords(soonest.due)}`
  return `${subjectWords(cases, digest)} sắp đến hạn${when}`
}

const subjectWords = (cases: readonly DigestCase[], { immediate = false }: Digest): string => {
  const [only, ...others] = cases
  return immediate && only !== undefined && others.length === 0
    ? `${capitalised(words.caseKind[only.kind])} ${only.code}`
    : countWords(cases)
}

/** `Đôn đốc` or `Nhắc hạn`; of an immediate mail the highest level in it: `Đôn đốc lần 2`. */
export function occasionOf({ immediate = false, overdue, dueSoon }: Digest): string {
  const levels = [...overdue, ...dueSoon].flatMap(({ level }) => level ?? [])
  if (immediate && levels.length > 0) return levelWords(Math.max(...levels))
  return overdue.length > 0 ? 'Đôn đốc' : 'Nhắc hạn'
}

export const delayOfWorst = ([worst, ...others]: readonly DigestCase[]): string =>
  worst === undefined ? '' : `${others.length === 0 ? 'trễ' : 'trễ nhất'} ${workingTimeWords(worst.workingTime)}`

const kinds = ['dossier', 'fieldReport', 'directiveTask'] as const satisfies CaseKind[]

/** `hồ sơ, phản ánh`: what there is. */
export const kindWords = (cases: readonly DigestCase[]): string =>
  kinds
    .filter((kind) => cases.some((each) => each.kind === kind))
    .map((kind) => words.caseKind[kind])
    .join(', ')

/** `12 hồ sơ, phản ánh`, `12 hồ sơ`, `12 phản ánh`. */
export const countWords = (cases: readonly DigestCase[]): string => `${formatNumber(cases.length)} ${kindWords(cases)}`
