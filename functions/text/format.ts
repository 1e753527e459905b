import { lazily } from '../domain/objects.ts'
import type { Period } from '../domain/period.ts'
import { fromMs, localDateOf, localTimeOf, toMs, type Instant, type LocalDate } from '../domain/instant.ts'

/** A part of a whole, shown in per cent. */
export interface Share {
  part: number
  whole: number
}

/** Made when first needed: the rules of a language take several milliseconds to load, and most functions tell no number. */
const numbers = lazily(() => new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 }))
const shares = lazily(
  () => new Intl.NumberFormat('vi-VN', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
)

/** What stands where there is nothing to measure. */
export const NOTHING = '–'

/** `1.234,5`: a point between thousands, a decimal comma, one decimal at most. */
export const formatNumber = (value: number): string => numbers().format(value)

/** `55,3%`; `–` where the whole is 0. */
export const formatShare = ({ part, whole }: Share): string => (whole === 0 ? NOTHING : shares().format(part / whole))

/** `229/414`. */
export const formatPart = ({ part, whole }: Share): string => `${formatNumber(part)}/${formatNumber(whole)}`

/** `29/10/2021`, `05/02/2021`, `26/4/2021`: zeros as in {@link formatLongDate}. */
export const formatDate = (date: LocalDate): string => {
  const [year, month, day] = dateParts(date)
  return `${day}/${month}/${year}`
}

/** `29/10`, where the year is known. */
export const formatDayMonth = (date: LocalDate): string => formatDate(date).slice(0, -'/2021'.length)

/** `ngày 05 tháng 02 năm 2021`. Decree 30/2020/NĐ-CP, annex I, II.4: a 0 before days under 10 and months 1 and 2. */
export const formatLongDate = (date: LocalDate): string => {
  const [year, month, day] = dateParts(date)
  return `ngày ${day} tháng ${month} năm ${year}`
}

function dateParts(date: LocalDate): [year: string, month: string, day: string] {
  const [year = '', month = '', day = ''] = date.split('-')
  return [year, Number(month) > 2 ? String(Number(month)) : month, day]
}

/** `17:00 ngày 29/10/2021`, as a clock and a calendar in Vietnam show it. */
export const formatDateTime = (at: Instant): string => `${localTimeOf(at)} ngày ${formatDate(localDateOf(at))}`

/** The first and the last day of a period that ends at midnight: `to` itself is excluded. */
export const daysOf = ({ from, to }: Period): { first: LocalDate; last: LocalDate } => ({
  first: localDateOf(from),
  last: localDateOf(fromMs(toMs(to) - 1)),
})

/** `từ ngày 14/10/2021 đến ngày 28/10/2021`: both days are in. */
export const formatPeriod = (period: Period): string => {
  const { first, last } = daysOf(period)
  return `từ ngày ${formatDate(first)} đến ngày ${formatDate(last)}`
}

/** `110/BC-DAKLAKIOC`, `05/BC-DAKLAKIOC`, room to write while there is none. Decree 30/2020/NĐ-CP, annex I, II.3. */
export const formatDocumentNumber = (number: number | undefined, symbol: string): string =>
  `${number === undefined ? '     ' : String(number).padStart(2, '0')}/${symbol}`
