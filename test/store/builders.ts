import type { CaseDocument, CaseSummary } from '../../functions/domain/document.ts'
import type { CaseEvent, Entry } from '../../functions/domain/event.ts'
import { vn } from '../support/scenario.ts'

export const dossierId = (n: number): string => `dossier:000.00.14.h15-211018-${String(n).padStart(4, '0')}`

export const entry = (seq: number, event: CaseEvent = { type: 'resumed' }): Entry => ({
  seq,
  commandId: `command-${seq}`,
  occurredAt: vn('2021-10-18 09:00'),
  recordedAt: vn('2021-10-18 09:00'),
  actor: { role: 'operator', id: 'test' },
  event,
})

/** Entries `from`–`to`, each with a text of `size` letters. */
export const entries = (from: number, to: number, size = 10): Entry[] =>
  Array.from({ length: to - from + 1 }, (_, at) => entry(from + at, { type: 'reopened', reason: 'ă'.repeat(size) }))

interface Wanted extends Partial<Omit<CaseDocument, 'summary'>> {
  summary?: Partial<CaseSummary>
}

/** An open dossier of so-xd, due and with a next step on 21/10/2021. */
export function document({ summary, ...fields }: Wanted = {}): CaseDocument {
  const id = fields.id ?? dossierId(1)
  return {
    id,
    version: 1,
    entries: [entry(1)],
    nextStepAt: vn('2021-10-21 17:00'),
    timerVersion: 1,
    rulesVersion: 1,
    ...fields,
    summary: {
      id,
      kind: 'dossier',
      code: '000.00.14.H15-211018-0001',
      agency: 'so-xd',
      subject: 'gpxd',
      status: 'received',
      phase: 'running',
      receivedAt: vn('2021-10-18 09:00'),
      due: vn('2021-10-21 17:00'),
      openRequests: 0,
      ...summary,
    },
  }
}

/** The case after its end: no next step, nothing to mail. */
export function closed(before: CaseDocument, closedAt: string): CaseDocument {
  const { nextStepAt: _step, pendingSince: _since, ...rest } = before
  const summary = { ...before.summary, status: 'returned', phase: 'finished', finishedAt: closedAt, closedAt } as const
  return { ...rest, version: before.version + 1, held: 'finished', summary }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
