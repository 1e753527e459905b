import type { ControlTotal } from '../domain/control-total.ts'
import type { LocalDate } from '../domain/instant.ts'

/** What providers say to have received. Consistent. */
export interface ControlTotalStore {
  /** Each time that a day is told is kept; at the same moment the last one. */
  add(total: ControlTotal): Promise<void>
  /** Of one provider, of days from `from` to `to`, both included; in order of day and of telling. */
  between(provider: string, span: { from: LocalDate; to: LocalDate }): Promise<ControlTotal[]>
}

/** The double. */
export function inMemoryControlTotalStore(): ControlTotalStore {
  const totals = new Map<string, ControlTotal>()
  return {
    async add(total) {
      totals.set(`${total.provider}#${total.date}#${total.at}`, structuredClone(total))
    },
    between: async (provider, { from, to }) =>
      [...totals]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([, total]) =>
          total.provider === provider && total.date >= from && total.date <= to ? [structuredClone(total)] : [],
        ),
  }
}
