import type { ExplanationLine, LineOf, Stoppage } from '../domain/explanation-line.ts'
import { countings } from '../domain/limit.ts'
import { dueWords } from './due-words.ts'
import { outcomeLine } from './explanation-outcome-words.ts'
import {
  agencyWords,
  because,
  daysWords,
  insteadOf,
  lineOn,
  quoted,
  skipWords,
  sourceWords,
  told,
  type LineContext,
} from './explanation-phrases.ts'
import { formatDate, formatDateTime, formatNumber } from './format.ts'
import { spanWords } from './span-words.ts'
import { UNKNOWN, words } from './words.ts'

/** One line of an explanation in Vietnamese: a sentence without its full stop. */
export function explanationLine(line: ExplanationLine, context: LineContext): string {
  switch (line.kind) {
    case 'started':
      return startedWords(line, context)
    case 'limitRule':
      return limitRuleWords(line)
    case 'calendar':
      return calendarWords(line)
    case 'noCalendar':
      return `Chưa có lịch làm việc áp dụng cho ngày ${formatDate(line.on)}, không tính được thời gian trễ`
    case 'pinned':
      return pinnedWords(line, context)
    case 'term':
      return termWords(line)
    case 'stoodStill':
      return stoodStillWords(line)
    case 'extended':
    case 'rescheduled':
      return postponedWords(line)
    case 'due':
      return `${clocks[line.clock]}: ${dueWords(line.due)}, ${words.dueBasis[line.basis]}`
    case 'chasedTo':
      return (
        `Sau ngày làm việc cuối là ngày nghỉ: đôn đốc hoàn thành trong giờ làm việc, đến ${formatDateTime(line.closing)}; ` +
        `xong trong ngày nghỉ trước ${formatDateTime(line.due)} vẫn tính là đúng hạn`
      )
    case 'paused':
      return `Chưa có hạn trong khi tạm dừng, từ ${formatDateTime(line.since)}${stopsWords(line.stops)}`
    case 'noLimit':
      return noLimitWords(line)
    default:
      return outcomeLine(line, context)
  }
}

const clocks = { statutory: 'Hạn xử lý', promised: 'Ngày hẹn lại với người dân' } satisfies Record<
  LineOf<'due'>['clock'],
  string
>

const givenDate = {
  dossier: 'ngày hẹn trả',
  fieldReport: 'hạn xử lý',
  directiveTask: 'hạn thực hiện',
} satisfies Record<LineContext['kind'], string>

function startedWords(line: LineOf<'started'>, context: LineContext): string {
  const agency = `cơ quan xử lý: ${agencyWords(line.agency, context)}`
  return `${startWords(line, context)}: ${formatDateTime(line.at)}; ${agency}${told(line)}`
}

function startWords({ why, status }: LineOf<'started'>, { kind }: LineContext): string {
  switch (why) {
    case 'filed':
      return 'Thời hạn tiếp nhận tính từ khi nộp hồ sơ'
    case 'taken':
      return `Thời hạn xử lý tính từ khi ${words.caseKind[kind]} chuyển sang ${quoted(words.status[status])}`
    case 'reported':
      return `Thời hạn xử lý tính từ khi nhận ${words.caseKind[kind]}`
    case 'reopened':
      return `Thời hạn xử lý tính lại từ khi mở lại ${words.caseKind[kind]}`
    default:
      return why satisfies never
  }
}

/** Civil Code 2015 (91/2015/QH13), art. 147, in force 2017-01-01. */
const beginnings = {
  minutes: 'bắt đầu từ thời điểm đã xác định (khoản 1 Điều 147 Bộ luật Dân sự 2015)',
  days: 'tính từ ngày tiếp theo liền kề (khoản 2 Điều 147 Bộ luật Dân sự 2015)',
}

function limitRuleWords({ limit: { amount, unit }, code, source }: LineOf<'limitRule'>): string {
  const begins = beginnings[countings[unit].counts]
  return `Thời hạn ${formatNumber(amount)} ${words.limitUnit[unit]}, ${begins}; quy định ${quoted(code)} ${sourceWords(source)}`
}

const choices = {
  limitRule: 'theo quy định về thời hạn',
  agency: 'của cơ quan xử lý',
  default: 'dùng chung',
} satisfies Record<LineOf<'calendar'>['chosenBy'], string>

function calendarWords({ id, chosenBy, dayEndsAt, source }: LineOf<'calendar'>): string {
  const ends = `ngày cuối của thời hạn kết thúc lúc ${words.dayEndsAt[dayEndsAt]}`
  return `Lịch làm việc ${quoted(id)} ${choices[chosenBy]}; ${ends}; lịch ${sourceWords(source)}`
}

function pinnedWords(line: LineOf<'pinned'>, { kind }: LineContext): string {
  const verb = line.previous === undefined ? 'ghi' : 'đính chính'
  const date = `${givenDate[kind]} ${dueWords(line.due)}${insteadOf(line.previous)}`
  const who = kind === 'directiveTask' ? 'Văn bản chỉ đạo' : 'Hệ thống nguồn'
  return `${who} ${verb} ${date}; tạm dừng không làm thay đổi ngày này${told(line)}`
}

function postponedWords(line: LineOf<'extended' | 'rescheduled'>): string {
  const what = { extended: 'Gia hạn đến', rescheduled: 'Hẹn lại ngày trả:' }[line.kind]
  const untouched = line.kind === 'rescheduled' ? '; hạn xử lý không thay đổi' : ''
  const rule = line.rule === undefined ? '' : `; quy định ${quoted(line.rule.code)} ${sourceWords(line.rule)}`
  return `${what} ${dueWords(line.due)}${insteadOf(line.previous)}${because(line.reason)}${untouched}${told(line)}${rule}`
}

const noLimitWords = ({ on, codes }: LineOf<'noLimit'>): string =>
  `Chưa có hạn: không có quy định về thời hạn ${codes.map(quoted).join(', ')} áp dụng cho ngày ${formatDate(on)}`

function termWords(line: LineOf<'term'>): string {
  const { part, units, unit, days, stops } = line
  const amount = `${formatNumber(units)} ${countedIn[unit]}`
  switch (part) {
    case 'counted':
      return lineOn(line, `tính ${amount}${daysWords(days)}`)
    case 'paused':
      return lineOn(line, `tạm dừng, không tính ${amount}${stopsWords(stops)}`)
    case 'added':
      return lineOn(line, `tính thêm ${amount} do tạm dừng${daysWords(days)}`)
    case 'rolled':
      return rolledWords(line)
    case 'night':
    case 'break':
    case 'weeklyDayOff':
    case 'dayOff':
      return lineOn(line, skipWords(part, days))
    default:
      return part satisfies never
  }
}

/** What the lines of a limit count in; hours and working hours in minutes. */
const countedIn = {
  workingMinutes: 'phút làm việc',
  workingHours: 'phút làm việc',
  workingDays: 'ngày làm việc',
  calendarDays: 'ngày',
  hours: 'phút',
} satisfies Record<LineOf<'term'>['unit'], string>

function rolledWords({ unit, to, days }: LineOf<'term'>): string {
  const off = days === undefined ? ' hằng tuần' : daysWords(days)
  return countings[unit].counts === 'days'
    ? `Ngày cuối là ngày nghỉ${off}: hạn chuyển đến ${dueWords(to)} (khoản 5 Điều 148 Bộ luật Dân sự 2015)`
    : `Hết thời hạn vào ngày nghỉ${off}: hạn chuyển đến giờ mở cửa tiếp theo, ${dueWords(to)}`
}

function stoodStillWords({ from, to, effect, stops }: LineOf<'stoodStill'>): string {
  const span = to === undefined ? `Đang tạm dừng từ ${formatDateTime(from)}` : `Tạm dừng ${spanWords({ from, to })}`
  return `${span}${stopsWords(stops)}: ${effects[effect]}`
}

const effects = {
  none: 'không làm thay đổi hạn',
  startMoved: 'thời hạn bắt đầu tính khi hết tạm dừng',
} satisfies Record<LineOf<'stoodStill'>['effect'], string>

const stopsWords = (stops: readonly Stoppage[]): string =>
  stops.length === 0 ? '' : `, ${stops.map(stopWords).join('; ')}`

const stopWords = (stop: Stoppage): string => `${'status' in stop ? stateWords(stop) : orderWords(stop)}${told(stop)}`

function stateWords({ status, due }: Extract<Stoppage, { status: unknown }>): string {
  const until = due === undefined ? '' : `, công dân bổ sung trước ${formatDateTime(due)}`
  return `vì ${quoted(words.status[status])}${until}`
}

function orderWords({ reason, document }: Extract<Stoppage, { reason: unknown }>): string {
  const order = document === undefined ? '' : `theo văn bản ${document}, `
  return `${order}lý do: ${reason ?? UNKNOWN}`
}
