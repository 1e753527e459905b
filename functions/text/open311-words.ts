import type { CaseSummary } from '../domain/document.ts'
import type { Entry } from '../domain/event.ts'
import { localDateOf, type LocalDate } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import type { ServiceAttribute } from '../domain/service.ts'
import { dueWords } from './due-words.ts'
import { placeName } from './names.ts'
import { words } from './words.ts'

/** What every form asks: the provider's own code, by which the report is known, and the place's administrative unit. */
export const commonAttributes = (units: ServiceAttribute['values']): ServiceAttribute[] => [
  {
    code: 'code',
    datatype: 'string',
    required: false,
    description: 'Mã phản ánh của đơn vị cung cấp',
    hint: 'Gửi lại cùng một mã là cùng một phản ánh. Không có mã, hệ thống tự đặt.',
    values: [],
  },
  {
    code: 'unit',
    datatype: units.length === 0 ? 'string' : 'singlevaluelist',
    required: false,
    description: 'Địa bàn xảy ra sự việc',
    hint: 'Không chọn, hệ thống tìm trong địa chỉ; không tìm được, Trung tâm phân loại.',
    values: units,
  },
]

/** What people call an administrative unit: its People's Committee without the office. */
export const unitName = (registry: Registry, unit: string, on: LocalDate): string =>
  placeName(registry.find('agency', unit, on)?.name ?? unit)

/** What the citizen is told of where the report stands. */
export const statusNotes = ({ status }: CaseSummary): string => wordOf(status)

/** By when it is to be done. */
export const serviceNotice = ({ due, finishedAt }: CaseSummary): string | null =>
  due === undefined || finishedAt !== undefined ? null : `Hạn xử lý: ${dueWords(due)}.`

const statusWords: Readonly<Record<string, string>> = words.status
const wordOf = (status: string): string => statusWords[status] ?? status

/** One line of what happened, without persons and reasons; undefined where it is between offices only. */
export function publicNote({ event, occurredAt }: Entry, registry: Registry): string | undefined {
  switch (event.type) {
    case 'received':
      return 'Đã tiếp nhận phản ánh.'
    case 'corrected':
      return 'Đơn vị cung cấp bổ sung thông tin.'
    case 'statusChanged':
      return `${wordOf(event.status)}.`
    case 'extended':
      return `Gia hạn xử lý đến ${dueWords(event.due)}.`
    case 'paused':
      return 'Tạm dừng tính thời gian xử lý.'
    case 'resumed':
      return 'Tiếp tục tính thời gian xử lý.'
    case 'reassigned':
      return `Chuyển đến ${registry.find('agency', event.agency, localDateOf(occurredAt))?.name ?? event.agency}.`
    case 'reopened':
      return event.unlinked ? 'Không còn coi là trùng phản ánh khác.' : 'Mở lại để tiếp tục xử lý.'
    default:
      return undefined
  }
}
