import type { FileLinks, Link } from '../store/file-links.ts'
import type { ReportRecord } from '../store/report-store.ts'
import { reportFile } from './compose-report.ts'

export interface Download extends Link {
  /** What it is saved as: `2021-W43.pdf`. */
  name: string
}

const everyone = ['pdf', 'docx', 'xlsx'] as const
const signedOnly = ['edxml'] as const

/** Ways to the documents of the report as it is published now, for a quarter of an hour; of a draft there are none. */
export async function downloadsOf(links: FileLinks, record: ReportRecord): Promise<Download[]> {
  const { week, content, status, publishedAt } = record
  if (publishedAt === undefined) return []
  const kinds = status === 'signed' ? [...everyone, ...signedOnly] : everyone
  return Promise.all(
    kinds.map(async (extension) => {
      const name = `${week}.${extension}`
      return { name, ...(await links.download(reportFile(week, content, extension), name)) }
    }),
  )
}
