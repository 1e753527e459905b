import { renderReport as renderDocuments } from '../text/report-documents.ts'
import type { RenderAssets } from '../text/report-pdf.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { contentTypes, readContent, reportFile } from './report-content.ts'

/** Every document of one version, from its frozen content; rendered anew as often as asked. */
export async function renderReport(
  documents: DocumentStore,
  assets: RenderAssets,
  { week, version }: { week: string; version: number },
): Promise<void> {
  const rendered = await renderDocuments(await readContent(documents, week, version), assets)
  for (const extension of ['docx', 'pdf', 'xlsx'] as const) {
    const file = { body: rendered[extension], contentType: contentTypes[extension] }
    await documents.put(reportFile(week, version, extension), file)
  }
}
