import type { ContributionPart, ReportSection } from '../domain/contribution.ts'
import { reportWords } from './report-words.ts'

interface SectionWords {
  /** The heading in the report, as the governing letter orders the content. */
  title: string
  /** Who at the centre writes it; in a service's own sections the service's name follows. */
  contributor: string
}

export const sectionWords: Record<ReportSection, SectionWords> = {
  operatingProcesses: {
    title: 'Tiến độ xây dựng quy trình của các dịch vụ giám sát, điều hành đô thị thông minh',
    contributor: 'bộ phận xây dựng quy trình',
  },
  communication: {
    title: 'Công tác phổ biến, tuyên truyền về các dịch vụ giám sát, điều hành đô thị thông minh',
    contributor: 'bộ phận truyền thông',
  },
  features: { title: 'Hoàn thiện tính năng của dịch vụ', contributor: 'bộ phận phụ trách' },
  dataUpdates: { title: 'Cập nhật thông tin, dữ liệu trên dịch vụ', contributor: 'bộ phận phụ trách' },
  effectiveness: { title: 'Hiệu quả của dịch vụ', contributor: 'bộ phận phụ trách' },
  expansion: {
    title: 'Nghiên cứu, đề xuất mở rộng các dịch vụ giám sát đô thị thông minh trên các lĩnh vực',
    contributor: 'bộ phận nghiên cứu, phát triển dịch vụ',
  },
  other: { title: 'Các nội dung khác có liên quan', contributor: 'bộ phận tổng hợp' },
  difficulties: { title: 'Khó khăn, vướng mắc và đề xuất, kiến nghị', contributor: 'bộ phận tổng hợp' },
}

/** Headings of the sections that the system itself writes. */
export const computedTitles = {
  summary: 'Tóm tắt kết quả',
  services: 'Tình hình triển khai từng dịch vụ',
  figures: 'Số liệu xử lý hồ sơ, phản ánh',
} as const

/** What stands where nobody has written or counted: it is named, never invented. */
export const missingText = (section: ReportSection, parts: readonly ContributionPart[], service?: string): string =>
  `Chưa có ${parts.map((part) => reportWords.contributionPart[part]).join('; ')} do ` +
  `${contributorOf(section, service)} cung cấp.`

const contributorOf = (section: ReportSection, service: string | undefined): string =>
  [sectionWords[section].contributor, ...(service === undefined ? [] : [midSentence(service)])].join(' ')

/** `Hiệu quả của dịch vụ (dịch vụ phản ánh hiện trường)`: a section by its heading, and whose it is. */
export const sectionName = (section: ReportSection, service?: string): string =>
  `${sectionWords[section].title}${service === undefined ? '' : ` (${midSentence(service)})`}`

/** A name that begins with a common noun, as it stands inside a sentence: `dịch vụ phản ánh hiện trường`. */
export const midSentence = (name: string): string => name.charAt(0).toLocaleLowerCase('vi') + name.slice(1)
