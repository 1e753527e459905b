import { reportContent } from '../text/report-content.ts'
import { renderDocx } from '../text/report-docx.ts'
import { renderPdf, type RenderAssets } from '../text/report-pdf.ts'
import { reportSheets } from '../text/report-sheets.ts'
import { renderXlsx } from '../text/report-xlsx.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { readContent, reportFile } from './report-content.ts'

const types = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Every document of one version, from its frozen content; rendered anew as often as asked. */
export async function renderReport(
  documents: DocumentStore,
  assets: RenderAssets,
  { week, version }: { week: string; version: number },
): Promise<void> {
  const report = await readContent(documents, week, version)
  const document = reportContent(report)
  const rendered = {
    docx: await renderDocx(document),
    pdf: await renderPdf(document, assets),
    xlsx: await renderXlsx(reportSheets(report), document),
  }
  for (const extension of ['docx', 'pdf', 'xlsx'] as const)
    await documents.put(reportFile(week, version, extension), {
      body: rendered[extension],
      contentType: types[extension],
    })
}
