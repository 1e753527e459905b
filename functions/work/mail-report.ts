import type { WeeklyReport } from '../domain/report.ts'
import { reportMail } from '../text/report-mail.ts'
import type { DocumentStore } from '../store/document-store.ts'
import type { ReportStore } from '../store/report-store.ts'
import { signers } from './check-report.ts'
import type { MailDeps } from './deps.ts'
import { mailToAll } from './mail-to-all.ts'
import { contentTypes, readContent, reportFile } from './compose-report.ts'

/** SES takes 10 MB after coding, some 7 MB of files; what is larger stays in the bucket. */
const ATTACHED_BYTES = 7_000_000

/** A document that should have been rendered is not there: the machine tries again. */
export class MissingDocumentError extends Error {
  override readonly name = 'MissingDocumentError'
}

export type MailReportDeps = MailDeps & { reports: ReportStore; documents: DocumentStore }

/**
 * Mails one version to everybody in the report's settings, an unsigned one to those who should have signed it too, each once whatever is repeated, and notes when it was out.
 * @returns how many mails this call sent
 */
export async function mailReport(deps: MailReportDeps, week: string, content: number): Promise<number> {
  const report = await readContent(deps.documents, week, content)
  const mail = { ...reportMail(report), attachments: await attachments(deps.documents, week, content) }
  const sent = await mailToAll(deps, addresses(report), { window: `${week}.v${content}`, mail })
  await noteMailed(deps, week, content)
  return sent
}

const addresses = ({ settings, status }: WeeklyReport): string[] => [
  ...new Set([
    ...settings.recipients.flatMap(({ email }) => email ?? []),
    ...(status === 'unsigned' ? signers(settings) : []),
  ]),
]

async function attachments(documents: DocumentStore, week: string, content: number) {
  const files = []
  for (const extension of ['pdf', 'docx'] as const) {
    const file = await documents.get(reportFile(week, content, extension))
    if (file === undefined) throw new MissingDocumentError(`no ${extension} of ${week} v${content}`)
    files.push({ filename: `${week}.${extension}`, contentType: contentTypes[extension], content: file.body })
  }
  const bytes = files.reduce((sum, file) => sum + file.content.byteLength, 0)
  return bytes <= ATTACHED_BYTES ? files : []
}

async function noteMailed(deps: MailReportDeps, week: string, content: number): Promise<void> {
  const record = await deps.reports.load(week)
  if (record?.content !== content || record.mailedAt !== undefined) return
  const mailed = { ...record, version: record.version + 1, mailedAt: deps.now() }
  if ((await deps.reports.save(mailed, record.version)) === 'conflict') await noteMailed(deps, week, content)
}
