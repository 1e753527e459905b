import type { LocalDate } from './instant.ts'

/** An agency, limit or command names a calendar that is not in force on that date. */
export class UnknownCalendarError extends Error {
  override readonly name = 'UnknownCalendarError'
  constructor(id: string, on: LocalDate) {
    super(`calendar ${id} is not in force on ${on}`)
  }
}
