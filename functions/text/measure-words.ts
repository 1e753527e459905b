import { INSTRUMENT, type MeasuredFacts, type Measure766 } from '../domain/measure-766.ts'
import { dueWords } from './due-words.ts'
import { quoted } from './explanation-phrases.ts'
import { formatDate, formatDateTime, formatNumber } from './format.ts'
import { words } from './words.ts'

/** Item 2.1 of the index set with its full name. */
export const MEASURE_TITLE =
  `Đo theo mục ${INSTRUMENT.item} Bộ chỉ số ban hành kèm theo Quyết định số ${INSTRUMENT.number} ` +
  `ngày ${formatDate(INSTRUMENT.issued)} của Thủ tướng Chính phủ`

/** What the measure was taken from and what it gives, each a sentence without its full stop. */
export function measureLines(measure: Measure766): string[] {
  const hindsight = measure.retroactive ? [RETROACTIVE] : []
  return measure.result === 'notMeasured'
    ? [`Không đo: ${grounds[measure.because]}`, ...hindsight]
    : [
        ...factsLines(measure.facts),
        `Kết quả: ${results[measure.result]}, vì ${grounds[measure.because]}`,
        ...hindsight,
      ]
}

const RETROACTIVE = `Áp dụng hồi tố: thời gian xử lý bắt đầu trước ngày ${formatDate(INSTRUMENT.issued)}, kết quả chỉ để tham khảo`

const results = { onTime: 'đúng hạn', late: 'trễ hạn' }

const grounds = {
  endedByAppointment: 'thời điểm kết thúc không sau ngày hẹn trả',
  endedAfterAppointment: 'thời điểm kết thúc sau ngày hẹn trả',
  repeatedSupplement: 'đã yêu cầu bổ sung giấy tờ quá một lần',
  notReceived: 'hồ sơ chưa được tiếp nhận',
  noAppointment: 'chưa có ngày hẹn trả và chưa có quy định về thời hạn',
  noCalendar: 'chưa có lịch làm việc áp dụng',
} satisfies Record<Measure766['because'], string>

function factsLines(facts: MeasuredFacts): string[] {
  const { appointment, appointedBy, adjusted, supplementRequests, supplementMinutes } = facts
  const asked = `Yêu cầu bổ sung giấy tờ ${formatNumber(supplementRequests)} lần`
  const minutes = `${formatNumber(supplementMinutes)} phút làm việc`
  const subtracted = { source: `trừ ${minutes}, so với ${dueWords(adjusted)}`, limit: `${minutes} đã tính trong hạn` }
  return [
    `${dates[appointedBy]}: ${dueWords(appointment)}`,
    ...(supplementRequests === 0 ? [] : [`${asked}: ${subtracted[appointedBy]}`]),
    endWords(facts),
  ]
}

const dates = {
  source: 'Ngày hẹn trả',
  limit: 'Hạn theo thời hạn quy định, vì nguồn không ghi ngày hẹn trả',
} satisfies Record<MeasuredFacts['appointedBy'], string>

const endWords = ({ end, endedBy }: MeasuredFacts): string =>
  endedBy === 'periodEnd'
    ? `Chưa xong: lấy thời điểm cuối kỳ, ${formatDateTime(end)}`
    : `Kết thúc xử lý: ${formatDateTime(end)}, ${quoted(words.status[endedBy])}`
