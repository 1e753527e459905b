import * as z from 'zod'
import { DAY_MS, fromMs } from './instant.ts'
import type { WallTime } from './wall-time.ts'

const TOKENS: Readonly<Record<string, string>> = {
  yyyy: String.raw`(?<year>\d{4})`,
  MM: String.raw`(?<month>\d{2})`,
  M: String.raw`(?<month>\d{1,2})`,
  dd: String.raw`(?<day>\d{2})`,
  d: String.raw`(?<day>\d{1,2})`,
  HH: String.raw`(?<hour>\d{2})`,
  H: String.raw`(?<hour>\d{1,2})`,
  hh: String.raw`(?<hour>\d{2})`,
  h: String.raw`(?<hour>\d{1,2})`,
  mm: String.raw`(?<minute>\d{2})`,
  ss: String.raw`(?<second>\d{2})(?:[.,]\d{1,9})?`,
  a: String.raw`(?<half>[AaPp])\.?[Mm]\.?`,
}
const TOKEN = /yyyy|MM?|dd?|HH?|hh?|mm|ss|a/g

/** Days since 30/12/1899, as spreadsheets count them. */
export const SERIAL = 'serial'

const namesDay = (format: string): boolean => {
  const tokens: readonly string[] = format.match(TOKEN) ?? []
  const once = (names: string): boolean => tokens.filter((token) => names.split(' ').includes(token)).length === 1
  const half = tokens.includes('a')
  return once('yyyy') && once('M MM') && once('d dd') && (half ? once('h hh') : !/h/.test(tokens.join('')))
}

/** `dd/MM/yyyy HH:mm`, `MM/dd/yyyy hh:mm:ss a`: tokens yyyy MM M dd d HH H hh h mm ss a; or `serial`. */
export const dateFormat = z
  .string()
  .max(40)
  .refine((format) => format === SERIAL || namesDay(format), { message: 'date format such as dd/MM/yyyy HH:mm' })

const patterns = new Map<string, RegExp>()

function patternOf(format: string): RegExp {
  const known = patterns.get(format)
  if (known !== undefined) return known
  const escaped = format.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const pattern = new RegExp(`^${escaped.replace(TOKEN, (token) => TOKENS[token] ?? token)}$`)
  patterns.set(format, pattern)
  return pattern
}

/** What the format makes of the text; undefined where it does not fit, or names no day or time there is. */
export function readDate(text: string, format: string): WallTime | undefined {
  if (format === SERIAL) return readSerial(text)
  const parts = patternOf(format).exec(text)?.groups
  if (parts === undefined) return undefined
  const date = realDate(parts)
  if (date === undefined) return undefined
  if (parts['hour'] === undefined) return { date }
  const time = realTime(parts)
  return time === undefined ? undefined : { date, time }
}

type Parts = Readonly<Record<string, string | undefined>>

const two = (part: string | number = '00'): string => String(part).padStart(2, '0')

/** Nothing that a centre chases lies outside. */
const YEARS = { first: '1990', last: '2100' }

function realDate({ year = '', month, day }: Parts): string | undefined {
  const date = `${year}-${two(month)}-${two(day)}`
  const ms = Date.parse(`${date}T00:00:00Z`)
  const real = !Number.isNaN(ms) && fromMs(ms).startsWith(date)
  return real && year >= YEARS.first && year <= YEARS.last ? date : undefined
}

function realTime({ hour = '0', minute, second, half }: Parts): string | undefined {
  const said = Number(hour)
  if (half !== undefined && (said < 1 || said > 12)) return undefined
  const hours = half === undefined ? said : (said % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  const [minutes, seconds] = [two(minute), two(second)]
  return hours > 23 || minutes > '59' || seconds > '59' ? undefined : `${two(hours)}:${minutes}:${seconds}`
}

/** Day 60 is the 29th of February 1900, which never was: it and what lies before it is no date here. */
function readSerial(text: string): WallTime | undefined {
  if (!/^\d{5}(\.\d+)?$/.test(text)) return undefined
  const shown = fromMs(Date.parse('1899-12-30T00:00:00Z') + Math.round(Number(text) * 86_400) * (DAY_MS / 86_400))
  const [year = '', month, day] = shown.slice(0, 10).split('-')
  const date = realDate({ year, month, day })
  if (date === undefined) return undefined
  return text.includes('.') ? { date, time: shown.slice(11, 19) } : { date }
}
