import { describe, expect, it } from 'vitest'
import type { RegistryRow } from '../../functions/domain/registry.ts'
import { ruleSource } from '../../functions/domain/rule-source.ts'
import { row } from '../support/registry.ts'
import { vn } from '../support/scenario.ts'

const rule = (from: string, recorded: string, source: string): RegistryRow => ({
  ...row('limit', 'dossier:*', {}, from),
  recordedAt: vn(recorded),
  source,
})
const rows = [
  rule('2022-01-01', '2021-10-01', 'từ 2022'),
  rule('2021-01-01', '2021-11-01', 'sửa đổi'),
  rule('2021-01-01', '2021-01-01', 'ban đầu'),
  { ...rule('2021-06-01', '2021-01-01', 'mã khác'), code: 'dossier:gpxd' },
  { ...rule('2021-06-01', '2021-01-01', 'loại khác'), kind: 'policy' as const },
]

describe('the row behind a rule', () => {
  it.each([
    ['2021-10-18', '2021-10-18', 'ban đầu'],
    ['2021-10-18', '2021-11-01', 'sửa đổi'],
    ['2021-12-31', '2022-02-01', 'sửa đổi'],
    ['2022-01-01', '2021-10-01', 'từ 2022'],
    ['2022-01-01', '2021-09-30', 'ban đầu'],
    ['2020-12-31', '2022-02-01', undefined],
  ])('in force on %s, as known on %s, is %s', (on, knownAt, source) => {
    const found = ruleSource(rows, { kind: 'limit', code: 'dossier:*', on, knownAt: vn(knownAt) })
    expect(found?.source).toBe(source)
  })
})
