import type { ContributionPart, StoredContribution } from '../domain/contribution.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { formatDate } from './format.ts'
import { capitalised } from './names.ts'
import { list, paragraph, type Block, type Run, type Table } from './report-blocks.ts'
import { agencyName } from './report-names.ts'
import { reportWords } from './report-words.ts'

/** What was written or counted for one part of a section. An empty list says that there is nothing to tell. */
export function partBlocks(report: WeeklyReport, part: ContributionPart, given: StoredContribution): Block[] {
  switch (part) {
    case 'text':
    case 'leadershipChannel':
      return proseBlocks(given[part] ?? '')
    case 'channels':
      return orNothing(part, channelTable(given.channels ?? []))
    case 'usage':
      return orNothing(part, usageTable(given.usage ?? []))
    case 'guidance':
      return orNothing(part, guidanceTable(report, given.guidance ?? []))
    case 'proposals':
      return orNothing(part, proposalTable(given.proposals ?? []))
    default:
      return part satisfies never
  }
}

export const nothing: Block = paragraph('Trong kỳ không phát sinh.')

/** What an empty list says: it stands alone, so that it has to say of what there was nothing. */
const nothingOf: Record<Exclude<ContributionPart, 'text' | 'leadershipChannel'>, string> = {
  channels: 'Trong kỳ không có tin, bài tuyên truyền.',
  usage: 'Trong kỳ không phát sinh số liệu người dân, doanh nghiệp sử dụng ứng dụng và dịch vụ.',
  guidance: 'Trong kỳ không hướng dẫn đơn vị nào kết nối, sử dụng.',
  proposals: 'Trong kỳ không có đề xuất mở rộng dịch vụ.',
}

const orNothing = (part: keyof typeof nothingOf, table: Table): Block[] => [
  table.rows.length === 0 ? paragraph(nothingOf[part]) : table,
]

/** Lines become paragraphs, lines that begin with a dash, plus or bullet become a list. */
function proseBlocks(text: string): Block[] {
  const blocks: Block[] = []
  let items: Run[][] = []
  const endList = (): void => {
    if (items.length > 0) blocks.push(list(items))
    items = []
  }
  for (const line of text.split(/\s*\n\s*/).filter((each) => each !== '')) {
    const item = /^[-–+•*]\s+(?<text>.+)$/u.exec(line)?.groups?.['text']
    if (item === undefined) endList()
    if (item === undefined) blocks.push(paragraph(line))
    else items.push([item])
  }
  endList()
  return blocks
}

type Rows<P extends ContributionPart> = NonNullable<StoredContribution[P]>

const channelTable = (rows: Rows<'channels'>): Table => ({
  type: 'table',
  title: 'Số tin, bài và lượt tiếp cận theo kênh',
  columns: [
    { title: 'Kênh', kind: 'text', width: 30 },
    { title: 'Tin, bài', kind: 'number', width: 12 },
    { title: 'Lượt tiếp cận', kind: 'number', width: 14 },
  ],
  rows: rows.map(({ channel, posts, reached }) => [capitalised(reportWords.channel[channel]), posts, reached]),
})

const usageTable = (rows: Rows<'usage'>): Table => ({
  type: 'table',
  title: 'Người dân, doanh nghiệp sử dụng ứng dụng và dịch vụ',
  columns: [
    { title: 'Đối tượng', kind: 'text', width: 18 },
    { title: 'Kênh', kind: 'text', width: 18 },
    { title: 'Chỉ tiêu', kind: 'text', width: 18 },
    { title: 'Trong kỳ', kind: 'number', width: 12 },
    { title: 'Lũy kế', kind: 'number', width: 12 },
  ],
  rows: rows.map(({ audience, medium, measure, inPeriod, inAll }) => [
    capitalised(reportWords.audience[audience]),
    capitalised(reportWords.medium[medium]),
    capitalised(reportWords.usageMeasure[measure]),
    inPeriod,
    inAll,
  ]),
})

const guidanceTable = (report: WeeklyReport, rows: Rows<'guidance'>): Table => ({
  type: 'table',
  title: 'Hướng dẫn các đơn vị kết nối, sử dụng',
  columns: [
    { title: 'Đơn vị', kind: 'text', width: 40 },
    { title: 'Kết nối từ ngày', kind: 'text', width: 18 },
    { title: 'Hướng dẫn ngày', kind: 'text', width: 30 },
  ],
  rows: rows.map(({ unit, connectedSince, guidedOn }) => [
    agencyName(report, unit),
    connectedSince && formatDate(connectedSince),
    guidedOn.length === 0 ? undefined : guidedOn.map(formatDate).join(', '),
  ]),
})

const proposalTable = (rows: Rows<'proposals'>): Table => ({
  type: 'table',
  title: 'Đề xuất mở rộng dịch vụ theo lĩnh vực',
  columns: [
    { title: 'Lĩnh vực', kind: 'text', width: 22 },
    { title: 'Dịch vụ đề xuất', kind: 'text', width: 34 },
    { title: 'Nội dung', kind: 'text', width: 44 },
  ],
  rows: rows.map(({ field, service, text }) => [field, service, text]),
})
