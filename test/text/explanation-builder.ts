import { expect, it } from 'vitest'
import type { ExplanationLine, LineKind, LineOf } from '../../functions/domain/explanation-line.ts'
import type { RuleSource } from '../../functions/domain/rule-source.ts'
import type { CaseKind } from '../../functions/domain/status.ts'
import { explanationLine } from '../../functions/text/explanation-words.ts'
import { testRegistry } from '../support/registry.ts'
import { vn } from '../support/scenario.ts'

export const cause = { seq: 3, at: vn('2021-10-21 08:30'), by: { role: 'operator', id: 'lan' }, source: undefined }
export const due = vn('2021-10-22 17:00')
export const previous = vn('2021-10-21 17:00')
/** A row of the registry, whatever its kind. */
export const rule: RuleSource = {
  kind: 'limit',
  code: 'dossier:gpxd',
  from: '2021-01-01',
  recordedAt: vn('2021-10-13 08:00'),
  author: 'IOC',
  source: 'Luật Xây dựng 2014, Điều 102',
}
export const tet = { reason: 'tet', sources: ['Thông báo 4875/TB-LĐTBXH'], assumed: false } as const
export const makeUp = { reason: 'make-up', sources: [], assumed: false } as const

export const days = (from: string, to: string) => ({ from: vn(from), to: vn(to) })

/** Lines of one kind with the words wanted; of dossiers, where it says nothing. */
export type Told<K extends LineKind> = [line: LineOf<K>, text: string, kind?: CaseKind][]

/** Asks the words of every line. A new kind of line does not compile until its table tells it. */
export function areWritten(told: Record<string, [ExplanationLine, string, CaseKind?][]>): void {
  it.each(Object.values(told).flat())('%j', (line, text, kind = 'dossier') => {
    const written = explanationLine(line, { kind, names: testRegistry(), asOf: vn('2021-10-25 09:00') })
    expect(written).toBe(text)
    expect(written).toBe(written.normalize('NFC').trim())
  })
}
