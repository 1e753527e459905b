import { localDateOf } from '../domain/instant.ts'
import type { NumberEntry } from '../store/number-series.ts'
import type { ReportDeps } from './deps.ts'
import { pageOf } from './paging.ts'
import type { NumberRequest, NumbersQuery } from './report-wire.ts'

type Deps = Pick<ReportDeps, 'reports' | 'registry' | 'now'>

export type SettingNumber = { type: 'set'; entry: NumberEntry } | { type: 'noSeries' | 'numberTaken' }

/**
 * Reports of other kinds share the series of the weekly one: they take its next number. A number that staff reserve or
 * void is skipped by all. The year is that of the signing date, this year where none is named.
 */
export async function setNumber(deps: Deps, { year, ...ask }: NumberRequest): Promise<SettingNumber> {
  const series = await seriesOf(deps, year)
  if (series === undefined) return { type: 'noSeries' }
  if (ask.action === 'take') {
    const number = await deps.reports.takeNumber({ ...series, document: ask.document })
    return { type: 'set', entry: { status: 'issued', number, document: ask.document } }
  }
  const status = ask.action === 'reserve' ? ('reserved' as const) : ('void' as const)
  const entry = { status, number: ask.number, reason: ask.reason }
  const saved = await deps.reports.setNumberAside({ sequence: series.sequence, year: series.year }, entry)
  return saved === 'saved' ? { type: 'set', entry } : { type: 'numberTaken' }
}

/** Undefined where no report is ordered in that year. */
export async function listNumbers(
  deps: Deps,
  { year, ...page }: NumbersQuery,
): Promise<{ symbol: string; year: number; numbers: NumberEntry[]; cursor?: string } | undefined> {
  const series = await seriesOf(deps, year)
  if (series === undefined) return undefined
  const { sequence: symbol, year: of } = series
  const all = await deps.reports.numbers({ sequence: symbol, year: of })
  const list = {
    name: `numbers of ${symbol} ${of}`,
    placeOf: ({ number }: NumberEntry) => String(number).padStart(6, '0'),
  }
  const { items: numbers, ...next } = pageOf(all, list, page)
  return { symbol, year: of, numbers, ...next }
}

async function seriesOf(deps: Deps, asked: number | undefined) {
  const today = localDateOf(deps.now())
  const year = asked ?? Number(today.slice(0, 4))
  const date = String(year) === today.slice(0, 4) ? today : `${year}-12-31`
  const settings = (await deps.registry.current()).find('report', 'weekly', date)
  return settings && { sequence: settings.number.symbol, year, first: settings.number.first }
}
