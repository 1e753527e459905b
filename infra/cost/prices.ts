import * as z from 'zod'
import prices20250601 from './prices-2025-06-01.json' with { type: 'json' }

const price = z.object({
  /** US dollars for so many units. */
  usd: z.number().positive(),
  per: z.number().positive(),
  unit: z.string(),
})

/** What is billed, by the thing that is counted. */
export const priceList = z.object({
  asOf: z.iso.date(),
  region: z.string(),
  source: z.string(),
  prices: z.record(
    z.enum([
      'lambdaRequests',
      'lambdaGbSeconds',
      'apiRequests',
      'tableReads',
      'tableWrites',
      'tableStorage',
      'tableBackup',
      'transitions',
      'mails',
      'mailAttachments',
      'objectWrites',
      'objectReads',
      'objectStorage',
      'logs',
      'alarms',
      'metrics',
      'dashboards',
      'traces',
      'secrets',
      'secretCalls',
      'machineClients',
    ]),
    price,
  ),
})
export type PriceList = z.output<typeof priceList>
export type Billed = keyof PriceList['prices']

/** Lists by date, newest last; rows are added, never changed. Free tiers are left out. */
export const priceLists: readonly PriceList[] = [prices20250601].map((list) => priceList.parse(list))

/** @throws Error when there is no list of that date or before */
export function pricesAt(date: string): PriceList {
  const found = priceLists.findLast(({ asOf }) => asOf <= date)
  if (found === undefined) throw new Error(`no prices known on ${date}; the first list is of ${priceLists[0]?.asOf}`)
  return found
}

export const costOf = (list: PriceList, billed: Billed, amount: number): number => {
  const { usd, per } = list.prices[billed]
  return (amount / per) * usd
}
