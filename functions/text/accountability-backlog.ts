import type { AccountableAgency, BacklogReport } from '../domain/accountability.ts'
import { UNASSIGNED } from '../domain/counted-case.ts'
import {
  agencyTable,
  agencyChart,
  casesTable,
  cohortTable,
  holdersTable,
  personsTable,
} from './accountability-tables.ts'
import { hoursWords, heldByWords, holdersOf, proposalBlocks, totalOf } from './accountability-words.ts'
import { formatNumber, formatPart, formatShare } from './format.ts'
import { heading, list, paragraph, type Block, type Run } from './report-blocks.ts'
import { agencyName } from './report-names.ts'

export interface Chapter {
  title: string
  blocks: Block[]
}

export const backlogBody = (report: BacklogReport): Chapter[] => [
  { title: 'Tóm tắt', blocks: summary(report) },
  { title: 'Kết quả xử lý đến thời hạn', blocks: [cohortTable(report)] },
  { title: 'Trách nhiệm của các cơ quan, đơn vị', blocks: responsibility(report) },
  { title: 'Kiến nghị', blocks: proposals(report) },
]

const withRest = ({ byAgency }: BacklogReport): AccountableAgency[] => byAgency.filter(({ left }) => left > 0)

/** The first page: how much is done, how much is left, with whom, and whose time it was. */
const summary = (report: BacklogReport): Block[] => [
  list([doneWords(report), ...mostWords(report), ...timeWords(report), personWords(report), answeredWords(report)]),
]

function doneWords({ summary: { total, cleared, left, clearedLater, agencies }, byAgency }: BacklogReport): Run[] {
  const unassigned = byAgency.find(({ agency }) => agency === UNASSIGNED)?.left ?? 0
  const owned = `của ${formatNumber(agencies)} cơ quan, đơn vị`
  const whose =
    unassigned === 0
      ? ` ${owned}`
      : `, gồm ${formatNumber(left - unassigned)} việc ${owned} và ${formatNumber(unassigned)} việc chưa xác định được cơ quan xử lý`
  const later = clearedLater === 0 ? '' : `; ${formatNumber(clearedLater)} việc trong số đó đã xử lý sau thời hạn`
  return [
    'Đã xử lý trong thời hạn ',
    { strong: `${formatPart({ part: cleared, whole: total })} việc` },
    ` (${formatShare({ part: cleared, whole: total })}); còn `,
    { strong: `${formatNumber(left)} việc chưa xử lý trong thời hạn` },
    `${whose}${later}.`,
  ]
}

function mostWords(report: BacklogReport): Run[][] {
  const most = withRest(report)
    .filter(({ agency }) => agency !== UNASSIGNED)
    .slice(0, 3)
  const named = most.map((each) => `${agencyName(report, each.agency)} (${formatNumber(each.left)})`).join(', ')
  return most.length === 0 ? [] : [['Còn nhiều việc nhất: ', { strong: named }, '.']]
}

function timeWords({ summary: { lateMinutes } }: BacklogReport): Run[][] {
  const late = totalOf(lateMinutes)
  if (late === 0) return []
  const shares = holdersOf(lateMinutes).map(
    ({ holder, minutes }) => `${heldByWords[holder]} ${formatShare({ part: minutes, whole: late })}`,
  )
  return [
    [
      `Thời gian trễ của các việc còn lại là ${hoursWords(late)}, theo lịch làm việc áp dụng cho từng việc: ${shares.join('; ')}.`,
    ],
  ]
}

const personWords = ({ summary: { persons, casesWithUnknownPerson } }: BacklogReport): Run[] => [
  `Xác định được ${formatNumber(persons)} cá nhân thụ lý có thời gian trễ; ${formatNumber(casesWithUnknownPerson)} hồ sơ, ` +
    'phản ánh có phần thời gian trễ mà cơ quan chưa báo người thụ lý (ghi “chưa xác định”).',
]

const answeredWords = ({ summary: { commitmentsBroken, disputesOpen } }: BacklogReport): Run[] => [
  `${formatNumber(commitmentsBroken)} cam kết thời hạn không được thực hiện; ${formatNumber(disputesOpen)} ý kiến ` +
    'của cơ quan, đơn vị về phần trách nhiệm chưa có kết luận.',
]

const responsibility = (report: BacklogReport): Block[] => [
  ...(withRest(report).length === 0
    ? [paragraph('Tất cả các cơ quan, đơn vị đã xử lý xong trong thời hạn.')]
    : [agencyChart(report)]),
  agencyTable(report),
  ...(totalOf(report.summary.lateMinutes) === 0
    ? []
    : [heading(2, 'Thời gian trễ theo nơi giữ việc'), holdersTable(report)]),
]

/** Drawn from the figures alone; judgement is the leadership's. */
function proposals(report: BacklogReport): Block[] {
  const { left, clearedLater, casesWithUnknownPerson, disputesOpen } = report.summary
  const open = left - clearedLater
  const items: string[] = [
    ...(open > 0
      ? [
          `Chỉ đạo các cơ quan, đơn vị tại Phụ lục xử lý dứt điểm ${formatNumber(open)} việc còn lại, báo cáo nguyên nhân và ` +
            'trách nhiệm của từng cá nhân.',
        ]
      : []),
    ...(casesWithUnknownPerson > 0
      ? ['Yêu cầu các cơ quan, đơn vị cập nhật người thụ lý của từng hồ sơ, phản ánh trên hệ thống.']
      : []),
    ...(disputesOpen > 0 ? ['Giao Trung tâm đối chiếu, kết luận các phần trách nhiệm còn ý kiến khác.'] : []),
  ]
  return proposalBlocks(report, items)
}

const NOBODYS = 'Chưa xác định được cơ quan xử lý'

/** Agency by agency: its persons, then every case with something left. */
export const backlogAppendix = (report: BacklogReport): Block[] => {
  const rest = withRest(report)
  if (rest.length === 0) return [paragraph('Không còn việc chưa xử lý.')]
  return rest.flatMap((row, index) => [
    heading(2, `${index + 1}. ${row.agency === UNASSIGNED ? NOBODYS : agencyName(report, row.agency)}`),
    paragraph(agencyWords(row)),
    ...(row.persons.length === 0 ? [] : [personsTable(row)]),
    casesTable(report, row),
  ])
}

/** `Được giao 26 việc, đã xử lý trong thời hạn 9, còn 17; 16 lần trả lời, 6 cam kết không thực hiện.` */
function agencyWords({
  agency,
  total,
  cleared,
  left,
  clearedLater,
  answers,
  commitmentsBroken,
}: AccountableAgency): string {
  const later = clearedLater === 0 ? '' : `, trong đó xử lý sau thời hạn ${formatNumber(clearedLater)}`
  const answered = answers === 0 ? 'không trả lời' : `${formatNumber(answers)} lần trả lời`
  const broken = commitmentsBroken === 0 ? '' : `, ${formatNumber(commitmentsBroken)} cam kết không thực hiện`
  const rest = `đã xử lý trong thời hạn ${formatNumber(cleared)}, còn ${formatNumber(left)}${later}`
  if (agency === UNASSIGNED) return `Có ${formatNumber(total)} việc, ${rest}.`
  return `Được giao ${formatNumber(total)} việc, ${rest}; ${answered}${broken}.`
}
