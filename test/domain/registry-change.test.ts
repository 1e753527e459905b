import { describe, expect, it } from 'vitest'
import { nextDocument, type CaseDocument } from '../../functions/domain/document.ts'
import { moveUnder, refuseChanges, registryChange } from '../../functions/domain/registry-change.ts'
import { registryKind } from '../../functions/domain/registry.ts'
import { row, testRegistry } from '../support/registry.ts'
import { fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

const before = testRegistry()
const now = vn('2021-10-18 10:00')
const reported: Step = ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }]
const change = (kind: string, code: string, value: object | null) => ({
  kind,
  code,
  from: '2021-10-01',
  source: 'test',
  value,
})
const fiveDays = row('limit', 'fieldReport:*', { limit: { amount: 5, unit: 'workingDays' } })

function documentOf(...steps: Step[]): CaseDocument {
  const { entries } = new Scenario(before).given(...steps)
  return nextDocument(undefined, { id: 'report:vnpt:pa-1', entries, firedStep: false }, { registry: before, now })
}

describe('a change of the registry', () => {
  it('may be of every kind', () => {
    expect(registryChange.options.map(({ shape }) => shape.kind.value).toSorted()).toEqual(
      registryKind.options.toSorted(),
    )
  })

  it.each([
    ['agency', 'so-yt', { id: 'so-xd', name: 'Sở Y tế', kind: 'department' }],
    ['contact', 'so-xd:head', { agency: 'so-xd', role: 'focalPoint', email: 'a@b.example' }],
    ['day', '2021-11-24', { date: '2021-11-25', kind: 'off', reason: 'other', source: 'test' }],
    ['report', 'monthly', before.find('report', 'weekly', '2021-11-01') ?? {}],
  ])('files a %s under no other code than its own', (kind, code, value) => {
    expect(registryChange.safeParse(change(kind, code, value)).error?.issues).toMatchObject([
      { path: ['code'], message: 'is the code that the value names itself' },
    ])
  })

  it.each(['*:head', 'UNASSIGNED:head'])(
    'files under %s a mailbox for all agencies, or for cases of none yet',
    (code) => {
      const value = { agency: 'so-xd', role: 'head', email: 'a@b.example' }
      expect(registryChange.safeParse(change('contact', code, value)).success).toBe(true)
    },
  )

  it('names the field of a value that does not fit', () => {
    const value = { limit: { amount: 0, unit: 'days' } }
    expect(registryChange.safeParse(change('limit', 'dossier:*', value)).error?.issues).toMatchObject([
      { path: ['value', 'limit', 'amount'] },
      { path: ['value', 'limit', 'unit'] },
    ])
  })

  it('is refused where it leaves somebody without a calendar', () => {
    const value = { id: 'bmt', name: 'UBND', kind: 'district', calendar: 'ca-dem' }
    const wrong = registryChange.parse(change('agency', 'bmt', value))
    const after = testRegistry(row('agency', 'bmt', value, '2021-10-01'))
    expect(refuseChanges([wrong], { before, after })).toEqual({
      code: 'unknownCalendar',
      calendar: 'ca-dem',
      on: '2021-10-01',
    })
    const ended = change('calendar', 'counter', null)
    expect(
      refuseChanges([registryChange.parse(ended)], {
        before,
        after: testRegistry(row('calendar', 'counter', null, '2021-10-01')),
      }),
    ).toMatchObject({ code: 'unknownCalendar', calendar: 'counter' })
  })

  it('is refused where a policy sends by a calendar that is none', () => {
    const value = { sendingHours: 'ca-dem', steps: [] }
    const wrong = registryChange.parse(change('policy', 'fieldReport:urgent', value))
    const after = testRegistry(row('policy', 'fieldReport:urgent', value, '2021-10-01'))
    expect(refuseChanges([wrong], { before, after })).toMatchObject({ code: 'unknownCalendar', calendar: 'ca-dem' })
  })

  it('is refused where it ends what never stood', () => {
    const ended = registryChange.parse(change('day', '2026-11-24', null))
    expect(refuseChanges([ended], { before, after: before })).toEqual({
      code: 'unknownValue',
      kind: 'day',
      value: '2026-11-24',
    })
  })
})

describe('the effect of other rules on a case', () => {
  const registries = { before, after: testRegistry(fiveDays) }

  it('is told from when to when', () => {
    expect(moveUnder(documentOf(reported), registries, now)).toEqual({
      id: 'report:vnpt:pa-1',
      code: 'PA-1',
      agency: 'bmt',
      due: { from: vn('2021-10-21 17:00'), to: vn('2021-10-25 17:00') },
      nextStepAt: { from: vn('2021-10-20 17:00'), to: vn('2021-10-22 17:00') },
    })
  })

  it('is none on a date that somebody set, on a finished case, and where nothing moves', () => {
    const dated: Step = [
      '2021-10-18 09:05',
      { type: 'registerFieldReport', facts: { ...fieldReport, due: vn('2021-10-25 17:00') } },
    ]
    const closed: Step = ['2021-10-18 09:30', { type: 'resolve', outcome: 'resolved' }]
    for (const document of [documentOf(dated), documentOf(reported, closed)])
      expect(moveUnder(document, registries, now)).toBeUndefined()
    expect(moveUnder(documentOf(reported), { before, after: testRegistry() }, now)).toBeUndefined()
  })

  it('is also that of another policy, which moves the next step alone', () => {
    const steps = [{ level: 0, offset: { amount: -2, unit: 'workingDays' }, recipients: ['head'] }]
    const after = testRegistry(row('policy', 'fieldReport:*', { steps }))
    expect(moveUnder(documentOf(reported), { before, after }, now)).toMatchObject({
      nextStepAt: { from: vn('2021-10-20 17:00'), to: vn('2021-10-19 17:00') },
    })
  })
})
