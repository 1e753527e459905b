import { plus, type DayMails, type Simulation } from '../domain/simulated-mails.ts'
import { formatDate, formatNumber, formatPeriod, NOTHING } from './format.ts'
import { words } from './words.ts'

const NO_MAILS: DayMails = { windows: [], levels: {} }

interface Row {
  name: string
  inForce: string
  proposed: string
}

/**
 * The simulation to be read in a terminal: for each recipient the mails of the whole period under the rules in force and
 * under the proposed ones, then day by day; each with the number of notices by level.
 */
export function simulationTable(simulation: Simulation): string {
  const { cases, days, recipients, withoutContact } = simulation
  const byRecipient = [...Map.groupBy(days, ({ recipient }) => recipient)]
  const rows = byRecipient.flatMap(([recipient, own]) => {
    const { agency, role } = recipients[recipient] ?? {}
    const name = agency === undefined || role === undefined ? recipient : `${agency}, ${words.recipientRole[role]}`
    const dayRows = own.map((each) => rowOf(`  ${formatDate(each.day)}`, [each.inForce], [each.proposed]))
    const [inForce, proposed] = [own.map((each) => each.inForce), own.map((each) => each.proposed)]
    return [rowOf(name, inForce, proposed), ...dayRows]
  })
  const [inForce, proposed] = [days.map((each) => each.inForce), days.map((each) => each.proposed)]
  return [
    `Mô phỏng quy định đôn đốc ${formatPeriod(simulation)} trên ${formatNumber(cases)} vụ việc; không gửi thư, không ghi dữ liệu.`,
    '',
    ...laidOut([
      { name: 'Nơi nhận, ngày', inForce: 'Đang áp dụng', proposed: 'Dự kiến' },
      ...rows,
      rowOf('Tất cả', inForce, proposed),
    ]),
    ...(withoutContact.inForce + withoutContact.proposed === 0
      ? []
      : [
          '',
          `Thông báo chưa có hộp thư nhận: đang áp dụng ${formatNumber(withoutContact.inForce)}, dự kiến ${formatNumber(withoutContact.proposed)}.`,
        ]),
  ].join('\n')
}

const rowOf = (name: string, inForce: readonly DayMails[], proposed: readonly DayMails[]): Row => ({
  name,
  inForce: mailsOf(inForce),
  proposed: mailsOf(proposed),
})

/** `2 thư: mức 0 × 3, mức 1 × 5`. A window counts once a day and recipient. */
function mailsOf(days: readonly DayMails[]): string {
  const mails = days.reduce((sum, { windows }) => sum + windows.length, 0)
  const levels = Object.entries(days.reduce(plus, NO_MAILS).levels).toSorted(([a], [b]) => Number(a) - Number(b))
  if (mails === 0) return NOTHING
  return `${formatNumber(mails)} thư: ${levels.map(([level, count]) => `mức ${level} × ${formatNumber(count)}`).join(', ')}`
}

function laidOut(rows: readonly Row[]): string[] {
  const width = (of: (row: Row) => string) => Math.max(...rows.map((row) => of(row).length))
  const [first, second] = [width(({ name }) => name), width(({ inForce }) => inForce)]
  return rows.map(({ name, inForce, proposed }) => `${name.padEnd(first)}  ${inForce.padEnd(second)}  ${proposed}`)
}
