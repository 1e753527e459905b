import { describe, expect, it } from 'vitest'
import { recipientOf, trusting } from '../../functions/domain/contacts.ts'
import { isStillTrue } from '../../functions/domain/notices.ts'
import { registryChange } from '../../functions/domain/registry-change.ts'
import { recipientRole } from '../../functions/domain/registry.ts'
import { row, rows, testRegistry } from '../support/registry.ts'
import { fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

const reported = (agency: string): Step => [
  '2021-10-18 09:05',
  { type: 'registerFieldReport', facts: { ...fieldReport, agency } },
]
const escalate = { type: 'escalate' } as const
const mailbox = { agency: 'btg', role: 'leadDepartment', email: 'btg@daklak.example' }

describe('a Party body', () => {
  it('is never chased, however late a case in its hands', () => {
    const scenario = new Scenario().given(reported('btg'))
    for (const at of ['2021-10-21 17:00', '2021-11-30 08:00']) scenario.when(at, escalate).thenHappens()
  })

  it('gets no notice of others either, whatever its mailbox is registered for', () => {
    const registry = testRegistry(row('contact', '*:leadDepartment', mailbox), row('contact', 'bmt:head', mailbox))
    const at = vn('2021-10-25 17:00')
    for (const role of ['leadDepartment', 'head'] as const)
      expect(recipientOf(trusting(registry), { agency: 'bmt', role }, at)).toBeUndefined()
    expect(recipientOf(trusting(registry), { agency: 'bmt', role: 'focalPoint' }, at)).toBeDefined()
  })

  it('is not chased by what was raised before it became one', () => {
    const scenario = new Scenario().given(reported('bmt'), ['2021-10-21 17:00', escalate])
    const [notice] = scenario.state().notices
    if (notice === undefined) throw new Error('nothing was raised')
    const now = vn('2021-10-22 07:30')
    const agency = { id: 'bmt', name: 'Ban Dân vận', kind: 'party', chased: false }
    expect(isStillTrue(notice, scenario.state(), { registry: testRegistry(), now })).toBe(true)
    const registry = testRegistry(row('agency', 'bmt', agency, '2021-10-22'))
    expect(isStillTrue(notice, scenario.state(), { registry, now })).toBe(false)
  })

  it('is informed: it may stand among those who get the report', () => {
    const weekly = rows.find(({ kind }) => kind === 'report')?.value ?? {}
    const recipients = [{ name: 'Ban Tuyên giáo Tỉnh ủy', email: 'btg@daklak.example' }]
    const change = {
      kind: 'report',
      code: 'weekly',
      from: '2021-11-08',
      source: 'Nơi nhận',
      value: { ...weekly, recipients },
    }
    expect(registryChange.parse(change).value).toMatchObject({ recipients })
  })
})

it('machine mail goes to four roles, and chairmen are none of them: they get signed reports', () => {
  expect(recipientRole.options).toEqual(['focalPoint', 'head', 'leadDepartment', 'committeeOffice'])
})
