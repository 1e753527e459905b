import type { WeeklyReport } from '../domain/report.ts'
import { reportContent } from './report-content.ts'
import { renderDocx } from './report-docx.ts'
import { renderPdf, type RenderAssets } from './report-pdf.ts'
import { reportSheets } from './report-sheets.ts'
import { renderXlsx } from './report-xlsx.ts'

export interface ReportDocuments {
  docx: Uint8Array
  pdf: Uint8Array
  xlsx: Uint8Array
}

/**
 * All documents of a weekly report, from one content; one after the other, the compiler last, whose memory is never
 * given back: 10,000 cases and 150 agencies stay under 512 MB.
 */
export async function renderReport(report: WeeklyReport, assets: RenderAssets): Promise<ReportDocuments> {
  const content = reportContent(report)
  return {
    xlsx: await renderXlsx(reportSheets(report), content),
    docx: await renderDocx(content),
    pdf: await renderPdf(content, assets),
  }
}
