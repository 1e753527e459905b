import { DAY_MS, toMs, type Instant } from './instant.ts'
import { isFinal, type MappedField, type MappingProfile } from './mapping.ts'
import type { Told } from './read-field.ts'
import type { RowFault } from './row-fault.ts'

type ToldFields = ReadonlyMap<MappedField, Told>

/** Nothing is due, and nothing ends, before it began. */
export function disorder(told: ToldFields): RowFault[] {
  const begun = told.get('receivedAt')
  if (begun === undefined) return []
  return (['due', 'finishedAt', 'statusAt'] as const).flatMap((field) => {
    const { value, column, text } = told.get(field) ?? begun
    if (value >= begun.value || isInItsDay({ value, text }, begun)) return []
    return [{ column, field, value: text, rule: { code: 'earlierThan', column: begun.column ?? '' } }]
  })
}

/** Of an end without a time only the day is known: it was not before the case was there. */
const isInItsDay = ({ value, text }: { value: Instant; text: string }, begun: Told): boolean =>
  !text.includes(':') && value < begun.value && toMs(begun.value) - toMs(value) < DAY_MS

/** The state of a case and when it came to it. */
export interface Standing {
  status?: string
  statusAt?: Instant
}

/** Where the case stands, by what the profile says closes it. */
export function standingOf({ kind, closing }: MappingProfile, told: ToldFields): Standing | RowFault {
  const [status, end] = [told.get('status'), told.get('finishedAt')]
  const moment = momentOf(told)
  if (status !== undefined && isFinal(kind, status.value)) {
    if (moment !== undefined) return { status: status.value, statusAt: moment }
    const { column, text } = status
    return { column, field: 'finishedAt', value: text, rule: { code: 'noEnd' } }
  }
  if (end === undefined)
    return { ...(status && { status: status.value }), ...(moment !== undefined && { statusAt: moment }) }
  if (closing.by === 'date') return { status: closing.as, ...(moment !== undefined && { statusAt: moment }) }
  const { column, text } = end
  return { column, field: 'finishedAt', value: text, rule: { code: 'endWithoutState', status: status?.text ?? '' } }
}

function momentOf(told: ToldFields): Instant | undefined {
  const moment = told.get('finishedAt') ?? told.get('statusAt')
  const begun = told.get('receivedAt')
  return moment !== undefined && begun !== undefined && isInItsDay(moment, begun) ? begun.value : moment?.value
}
