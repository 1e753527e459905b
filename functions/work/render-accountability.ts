import type { RenderAssets } from '../text/report-pdf.ts'
import { renderAccountability as renderDocuments } from '../text/accountability-documents.ts'
import type { ReportName } from '../store/accountability-store.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { accountabilityFile, readAccountabilityContent } from './draft-accountability.ts'
import { contentTypes } from './compose-report.ts'

/** Every document of one version, from its frozen content; rendered anew as often as asked. */
export async function renderAccountability(
  documents: DocumentStore,
  assets: RenderAssets,
  { version, ...name }: ReportName & { version: number },
): Promise<void> {
  const rendered = await renderDocuments(await readAccountabilityContent(documents, name, version), assets)
  for (const extension of ['docx', 'pdf', 'xlsx'] as const) {
    const file = { body: rendered[extension], contentType: contentTypes[extension] }
    await documents.put(accountabilityFile(name, version, extension), file)
  }
}
