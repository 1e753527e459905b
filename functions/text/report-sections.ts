import { serviceSections, type ReportSection, type WeeklyReport } from '../domain/report.ts'
import { heading, list, paragraph, type Block, type Run } from './report-blocks.ts'
import { capitals } from './names.ts'
import { serviceSentence, summarySentences } from './report-sentences.ts'
import {
  keyFiguresTable,
  providerTable,
  unitTable,
  worstAgenciesChart,
  worstAgenciesTable,
  WORST,
} from './report-tables.ts'
import { computedTitles, missingText, sectionWords } from './section-words.ts'

type Service = WeeklyReport['services'][number]

/** The body in the order of the governing letter, item 4: what is counted, then what people write. */
export function reportSections(report: WeeklyReport): Block[] {
  const chapters: [title: string, blocks: Block[]][] = [
    [computedTitles.summary, summaryBlocks(report)],
    written(report, 'operatingProcesses'),
    written(report, 'communication'),
    [computedTitles.services, inOrder(report).flatMap((service, index) => serviceBlocks(report, service, index + 1))],
    [computedTitles.figures, figureBlocks(report)],
    written(report, 'expansion'),
    written(report, 'other'),
    written(report, 'difficulties'),
  ]
  return chapters.flatMap(([title, blocks], index) => [
    heading(1, `${romanNumerals[index]}. ${capitals(title)}`),
    ...blocks,
  ])
}

const romanNumerals = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII']

/** What a vice-chairman reads first; the mail shows the same. */
export const summaryBlocks = (report: WeeklyReport): Block[] => [
  list(summarySentences(report)),
  keyFiguresTable(report),
]

const written = (report: WeeklyReport, section: ReportSection): [string, Block[]] => [
  sectionWords[section].title,
  contributed(report, section),
]

const inOrder = (report: WeeklyReport): Service[] => report.services.toSorted((a, b) => a.order - b.order)

function serviceBlocks(report: WeeklyReport, service: Service, number: number): Block[] {
  const sections = serviceSections.flatMap((section, index) => [
    heading(3, `${'abc'.charAt(index)}) ${sectionWords[section].title}`),
    ...(section === 'effectiveness' && service.caseKind !== undefined
      ? [paragraph(serviceSentence(service.caseKind, report))]
      : []),
    ...contributed(report, section, service),
  ])
  return [heading(2, `${number}. ${service.name}`), ...sections]
}

function figureBlocks(report: WeeklyReport): Block[] {
  const noReports = report.fieldReports.received === 0
  return [
    heading(2, '1. Theo cơ quan, đơn vị được giao xử lý'),
    ...agencyBlocks(report),
    heading(2, '2. Theo đơn vị cung cấp dịch vụ phản ánh hiện trường'),
    noReports ? nothing : providerTable(report),
    heading(2, '3. Theo địa bàn'),
    noReports ? nothing : unitTable(report),
  ]
}

const agencyBlocks = (report: WeeklyReport): Block[] =>
  report.byAgency.length === 0
    ? [nothing]
    : [
        paragraph(`Bảng sau nêu không quá ${WORST} cơ quan, đơn vị; số liệu của tất cả các cơ quan, đơn vị ở Phụ lục.`),
        worstAgenciesTable(report),
        worstAgenciesChart(report),
      ]

export const nothing: Block = paragraph('Trong kỳ không phát sinh.')

/** What was written; what is missing is named. */
function contributed(report: WeeklyReport, section: ReportSection, service?: Service): Block[] {
  const given = report.contributions.filter((each) => each.section === section && each.cityService === service?.id)
  if (given.length === 0) return [paragraph(missingText(section, service?.name))]
  return given.flatMap(({ text }) => proseBlocks(text))
}

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
