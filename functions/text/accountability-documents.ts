import type { AccountabilityContent } from '../domain/accountability.ts'
import { accountabilityDocument } from './accountability-content.ts'
import { accountabilitySheets } from './accountability-sheets.ts'
import type { ReportDocuments } from './report-documents.ts'
import { renderDocx } from './report-docx.ts'
import { renderPdf, type RenderAssets } from './report-pdf.ts'
import { renderXlsx } from './report-xlsx.ts'

/** All documents of a report on responsibilities, from one content; the compiler last, as for the weekly report. */
export async function renderAccountability(
  content: AccountabilityContent,
  assets: RenderAssets,
): Promise<ReportDocuments> {
  const document = accountabilityDocument(content)
  return {
    xlsx: await renderXlsx(accountabilitySheets(content), document),
    docx: await renderDocx(document),
    pdf: await renderPdf(document, assets),
  }
}
