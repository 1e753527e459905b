import type { ExplanationLine, LineOf } from '../domain/explanation-line.ts'
import type { Status } from '../domain/status.ts'
import { dueWords, workingTimeWords } from './due-words.ts'
import {
  agencyWords,
  because,
  daysWords,
  lineOn,
  quoted,
  skipWords,
  told,
  type LineContext,
} from './explanation-phrases.ts'
import { formatDateTime, formatNumber } from './format.ts'
import { words } from './words.ts'

export type OutcomeKind = 'declined' | 'handedOver' | 'ended' | 'reopened' | 'open' | 'notChased' | 'delay' | 'verdict'

/** The lines on the life of the case, its delay, and what follows from them. */
export function outcomeLine(line: Extract<ExplanationLine, { kind: OutcomeKind }>, context: LineContext): string {
  switch (line.kind) {
    case 'declined':
      return declinedWords(line, context)
    case 'handedOver':
      return handedOverWords(line, context)
    case 'ended':
      return `Kết thúc lúc ${formatDateTime(line.at)}: ${quoted(words.status[line.status])}${because(line.reason)}${told(line)}`
    case 'reopened':
      return `Mở lại lúc ${formatDateTime(line.at)}${because(line.reason)}${told(line)}`
    case 'open':
      return openWords(line)
    case 'notChased':
      return `${agencyWords(line.agency, context)} không thuộc diện đôn đốc: chỉ được thông tin, không xếp hạng`
    case 'delay':
      return delayWords(line, context)
    case 'verdict':
      return verdictWords(line)
    default:
      return line satisfies never
  }
}

const openWords = ({ asOf, status, phase }: LineOf<'open'>): string =>
  `Đến ${formatDateTime(asOf)} chưa kết thúc: ${quoted(words.status[status])}, ${words.phase[phase]}`

function declinedWords(line: LineOf<'declined'>, context: LineContext): string {
  const to = line.proposed === undefined ? '' : `, đề nghị chuyển ${agencyWords(line.proposed, context)}`
  const said = `${agencyWords(line.agency, context)} báo không thuộc thẩm quyền lúc ${formatDateTime(line.at)}${to}`
  return `${said}${because(line.reason)}; thời gian vẫn tính cho đến khi được chuyển${told(line)}`
}

function handedOverWords(line: LineOf<'handedOver'>, context: LineContext): string {
  const from = line.from === undefined ? '' : ` từ ${agencyWords(line.from, context)}`
  const moved = `Chuyển xử lý${from} sang ${agencyWords(line.to, context)} lúc ${formatDateTime(line.at)}`
  const why = line.reason === undefined ? ', theo đính chính của hệ thống nguồn' : because(line.reason)
  return `${moved}${why}${told(line)}`
}

function delayWords(line: LineOf<'delay'>, context: LineContext): string {
  const { part, minutes, days, holder } = line
  switch (part) {
    case 'counted':
    case 'stretch':
      return lineOn(line, `trễ ${formatNumber(minutes)} phút làm việc${daysWords(days)}${holderWords(holder, context)}`)
    case 'night':
    case 'break':
    case 'weeklyDayOff':
    case 'dayOff':
      return lineOn(line, skipWords(part, days))
    default:
      return part satisfies never
  }
}

function holderWords(holder: LineOf<'delay'>['holder'], context: LineContext): string {
  if (holder === undefined) return ' (trong thời gian đã kết thúc, trước khi mở lại)'
  const { agency, handler } = holder
  const person = handler === undefined ? '' : `; người thụ lý: ${handler.name}, ${handler.post}`
  return ` (cơ quan xử lý: ${agencyWords(agency, context)}${person})`
}

function verdictWords({ clock, outcome, status, due, end, minutes, minutesPerDay }: LineOf<'verdict'>): string {
  if (due === undefined || outcome === 'noDue') return 'Chưa có hạn, chưa xác định được đúng hạn hay trễ hạn'
  const against = `So với ${dates[clock]} ${dueWords(due)}`
  const by = minutes === undefined || minutesPerDay === undefined ? '' : lengthWords(minutes, minutesPerDay)
  const ended = isDone(status) ? 'xong' : 'kết thúc'
  switch (outcome) {
    case 'onTime':
      return `${against}: ${ended} đúng hạn, lúc ${formatDateTime(end)}${by && `, sớm ${by}`}`
    case 'late':
      return `${against}: ${ended} trễ hạn, lúc ${formatDateTime(end)}${by && `, trễ ${by}`}`
    case 'inTime':
      return `${against}: đang trong hạn lúc ${formatDateTime(end)}${by && `, còn ${by}`}`
    case 'overdue':
      return `${against}: quá hạn chưa xong lúc ${formatDateTime(end)}${by && `, đã trễ ${by}`}`
    default:
      return outcome satisfies never
  }
}

const dates = { statutory: 'hạn xử lý', promised: 'ngày hẹn lại' } satisfies Record<LineOf<'verdict'>['clock'], string>

/** A refused, withdrawn or misdirected case has ended without being done. */
const isDone = (status: Status): boolean => ['processed', 'returned', 'resolved'].includes(status)

/** `1.230 phút làm việc (2 ngày làm việc)`: to the minute, and as lists and mails round it down. */
function lengthWords(minutes: number, minutesPerDay: number): string {
  if (minutes === 0) return 'chưa đến 1 phút làm việc'
  const exact = `${formatNumber(minutes)} phút làm việc`
  return minutes < minutesPerDay ? exact : `${exact} (${workingTimeWords({ minutes, minutesPerDay })})`
}
