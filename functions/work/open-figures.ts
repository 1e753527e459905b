import type { WeeklyReport } from '../domain/report.ts'
import type { DocumentStore } from '../store/document-store.ts'
import type { RefusedLink } from '../text/answer-refusal.ts'
import { readBrief } from './brief.ts'
import type { Core } from './deps.ts'
import { readFiguresLink, type FiguresScope } from './figures-link.ts'
import { findContent } from './compose-report.ts'
import { readWithKeys, type LinkSecrets } from './signed-link.ts'

export interface FiguresDeps extends Pick<Core, 'now'> {
  documents: DocumentStore
  linkSecrets: LinkSecrets
}

export type OpenedFigures =
  | { type: 'open'; scope: FiguresScope; report: WeeklyReport; expiresAt: string }
  | { type: 'refused'; why: RefusedLink }

/** The frozen figures that a link names; reads nothing else, and changes nothing. */
export async function openFigures(deps: FiguresDeps, token: string): Promise<OpenedFigures> {
  const link = await readWithKeys(deps.linkSecrets, (secrets) => readFiguresLink(secrets, token, deps.now()))
  if (link.type !== 'valid') return { type: 'refused', why: link.type }
  const { scope, expiresAt } = link
  const report = await frozen(deps.documents, scope)
  return report === undefined ? { type: 'refused', why: 'gone' } : { type: 'open', scope, report, expiresAt }
}

const frozen = (documents: DocumentStore, scope: FiguresScope): Promise<WeeklyReport | undefined> =>
  scope.type === 'brief' ? readBrief(documents, scope.date) : findContent(documents, scope.week, scope.content)
