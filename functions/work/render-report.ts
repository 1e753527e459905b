import { renderReport as renderDocuments } from '../text/report-documents.ts'
import { eOfficeMessage } from '../text/e-office.ts'
import { pageCount, type RenderAssets } from '../text/report-pdf.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { contentTypes, readContent, reportFile } from './compose-report.ts'

/**
 * Every document of one version, from its frozen content, and of a signed one the message for the e-office; rendered
 * anew as often as asked.
 */
export async function renderReport(
  documents: DocumentStore,
  assets: RenderAssets,
  { week, version }: { week: string; version: number },
): Promise<void> {
  const report = await readContent(documents, week, version)
  const rendered = await renderDocuments(report, assets)
  for (const extension of ['docx', 'pdf', 'xlsx'] as const) {
    const file = { body: rendered[extension], contentType: contentTypes[extension] }
    await documents.put(reportFile(week, version, extension), file)
  }
  if (report.status !== 'signed') return
  const pdf = { name: `${week}.pdf`, bytes: rendered.pdf, pages: pageCount(rendered.pdf) }
  const message = { body: Buffer.from(eOfficeMessage(report, pdf)), contentType: contentTypes.edxml }
  await documents.put(reportFile(week, version, 'edxml'), message)
}
