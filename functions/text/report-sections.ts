import { sections, serviceSections, type ContributionPart, type ReportSection } from '../domain/contribution.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { burnDownBlocks } from './burn-down-blocks.ts'
import { nothing, partBlocks } from './contribution-blocks.ts'
import { heading, list, paragraph, type Block } from './report-blocks.ts'
import { capitals } from './names.ts'
import { brokenCommitments, deliverySentence, serviceSentences, summarySentences } from './report-sentences.ts'
import { casesTable, figuresTable } from './figure-tables.ts'
import {
  keyFiguresTable,
  providerTable,
  unitTable,
  worstAgenciesChart,
  worstAgenciesTable,
  WORST,
} from './report-tables.ts'
import { computedTitles, missingText, sectionWords } from './section-words.ts'
import { trendBlocks } from './trend-blocks.ts'

type Service = WeeklyReport['services'][number]

/** The body in the order of the governing letter, item 4: what is counted, then what people write. */
export function reportSections(report: WeeklyReport): Block[] {
  const chapters: [title: string, blocks: Block[]][] = [
    [computedTitles.summary, summaryBlocks(report)],
    chapter(report, 'operatingProcesses'),
    chapter(report, 'communication'),
    [computedTitles.services, inOrder(report).flatMap((service, index) => serviceBlocks(report, service, index + 1))],
    [computedTitles.figures, figureBlocks(report)],
    chapter(report, 'expansion'),
    chapter(report, 'other'),
    chapter(report, 'difficulties'),
  ]
  return chapters.flatMap(([title, blocks], index) => [
    heading(1, `${romanNumeral(index)}. ${capitals(title)}`),
    ...blocks,
  ])
}

const romanNumerals = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII']
/** The first is I. */
export const romanNumeral = (index: number): string => romanNumerals[index] ?? String(index + 1)

/** What a vice-chairman reads first; the mail shows the same. */
export const summaryBlocks = (report: WeeklyReport): Block[] => [
  list(summarySentences(report)),
  keyFiguresTable(report),
]

const chapter = (report: WeeklyReport, section: ReportSection): [string, Block[]] => [
  sectionWords[section].title,
  contributed(report, section),
]

const inOrder = (report: WeeklyReport): Service[] => report.services.toSorted((a, b) => a.order - b.order)

function serviceBlocks(report: WeeklyReport, service: Service, number: number): Block[] {
  const written = serviceSections.flatMap((section, index) => [
    heading(3, `${'abc'.charAt(index)}) ${sectionWords[section].title}`),
    ...(section === 'effectiveness' && service.caseKind !== undefined
      ? serviceSentences(service.caseKind, report).map((runs) => paragraph(...runs))
      : []),
    ...contributed(report, section, service),
  ])
  return [heading(2, `${number}. ${service.name}`), ...written]
}

/** All that is counted, of the whole and by whom it belongs to. */
export function figureBlocks(report: WeeklyReport): Block[] {
  const noReports = report.fieldReports.received + report.fieldReports.backlog.open === 0
  const burnDowns = burnDownBlocks(report)
  const chapters: [title: string, blocks: Block[]][] = [
    ['Theo cơ quan, đơn vị được giao xử lý', agencyBlocks(report)],
    ['Theo đơn vị cung cấp dịch vụ phản ánh hiện trường', [noReports ? nothing : providerTable(report)]],
    ['Theo địa bàn', [noReports ? nothing : unitTable(report)]],
    ['Nhắc hạn, đôn đốc và cam kết của các cơ quan, đơn vị', chaseBlocks(report)],
    ...(burnDowns.length === 0 ? [] : [['Tiến độ thực hiện văn bản chỉ đạo', burnDowns] satisfies [string, Block[]]]),
    ['Các chỉ tiêu về hồ sơ, phản ánh', [casesTable(report), ...trendBlocks(report)]],
  ]
  return chapters.flatMap(([title, blocks], index) => [heading(2, `${index + 1}. ${title}`), ...blocks])
}

const chaseBlocks = (report: WeeklyReport): Block[] => [
  figuresTable(report, [
    'notices.reminders',
    'notices.escalations',
    'notices.mailed',
    'notices.escalationsSent',
    'notices.escalationsAnswered',
    'commitments.kept',
    'commitments.broken',
    'commitments.open',
  ]),
  ...[...brokenCommitments(report), ...deliverySentence(report)].map((runs) => paragraph(...runs)),
]

const agencyBlocks = (report: WeeklyReport): Block[] =>
  report.byAgency.length === 0
    ? [nothing]
    : [
        paragraph(`Bảng sau nêu không quá ${WORST} cơ quan, đơn vị; số liệu của tất cả các cơ quan, đơn vị ở Phụ lục.`),
        worstAgenciesTable(report),
        worstAgenciesChart(report),
      ]

/** What was written and counted; what is missing is named. */
function contributed(report: WeeklyReport, section: ReportSection, service?: Service): Block[] {
  const { wanted, free } = sections[section]
  const given = report.contributions.filter((each) => each.section === section && each.cityService === service?.id)
  const blocksOf = (part: ContributionPart): Block[] | undefined => {
    const last = given.find((each) => each[part] !== undefined)
    return last && partBlocks(report, part, last)
  }
  const missing = wanted.filter((part) => blocksOf(part) === undefined)
  return [
    ...[...free, ...wanted].flatMap((part) => blocksOf(part) ?? []),
    ...(missing.length === 0 ? [] : [paragraph(missingText(section, missing, service?.name))]),
  ]
}
