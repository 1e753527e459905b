import { describe, expect, it } from 'vitest'
import { recipientOf } from '../../functions/domain/contacts.ts'
import type { RecipientRole, RegistryRow } from '../../functions/domain/registry.ts'
import { registryChange } from '../../functions/domain/registry-change.ts'
import { row, testRegistry } from '../support/registry.ts'
import { vn } from '../support/scenario.ts'

const box = (name: string) => `${name}@daklak.example`
const contact = (agency: string, role: RecipientRole, more: object = {}, from?: string): RegistryRow =>
  row('contact', `${agency}:${role}`, { agency, role, email: box(`${role}.${agency}`), ...more }, from)
const leave = (email: string, from: string, to: string) => ({ email: box(email), from, to, reason: 'nghỉ phép' })

interface Given {
  rows?: RegistryRow[]
  undeliverable?: string[]
  role?: RecipientRole
  agency?: string
}

function mailbox(at: string, { rows = [], undeliverable = [], role = 'focalPoint', agency = 'bmt' }: Given) {
  const directory = {
    registry: testRegistry(...rows),
    undeliverable: (email: string) => undeliverable.some((name) => box(name) === email),
  }
  const found = recipientOf(directory, { agency, role }, vn(at))
  return found && [found.code, found.contact.email.replace('@daklak.example', '')].join(' ')
}

describe('a contact on leave', () => {
  const rows = [contact('bmt', 'focalPoint', { substitutes: [leave('thay', '2021-10-18', '2021-10-20')] })]

  it.each([
    ['2021-10-17 23:59', 'bmt:focalPoint focalPoint.bmt'],
    ['2021-10-18 00:00', 'bmt:focalPoint thay'],
    ['2021-10-20 23:59', 'bmt:focalPoint thay'],
    ['2021-10-21 00:00', 'bmt:focalPoint focalPoint.bmt'],
  ])('at %s, Vietnam time, is read by %s', (at, expected) => {
    expect(mailbox(at, { rows })).toBe(expected)
  })

  it('of one day has one day', () => {
    const oneDay = [contact('bmt', 'focalPoint', { substitutes: [leave('thay', '2021-10-18', '2021-10-18')] })]
    expect(mailbox('2021-10-17 08:00', { rows: oneDay })).toContain('focalPoint.bmt')
    expect(mailbox('2021-10-18 08:00', { rows: oneDay })).toContain('thay')
    expect(mailbox('2021-10-19 08:00', { rows: oneDay })).toContain('focalPoint.bmt')
  })

  it('has the inner one of two leaves while that lasts, then the outer one again', () => {
    const outer = leave('ngoai', '2021-10-18', '2021-10-29')
    const inner = leave('trong', '2021-10-20', '2021-10-21')
    for (const substitutes of [
      [outer, inner],
      [inner, outer],
    ]) {
      const nested = [contact('bmt', 'focalPoint', { substitutes })]
      const days = ['17', '18', '19', '20', '21', '22', '29', '30'].map((day) =>
        mailbox(`2021-10-${day} 07:30`, { rows: nested })?.replace('bmt:focalPoint ', ''),
      )
      expect(days).toEqual(['focalPoint.bmt', 'ngoai', 'ngoai', 'trong', 'trong', 'ngoai', 'ngoai', 'focalPoint.bmt'])
    }
  })

  it('has the shorter one of two leaves that begin together', () => {
    const substitutes = [leave('ngan', '2021-10-18', '2021-10-19'), leave('dai', '2021-10-18', '2021-10-29')]
    expect(mailbox('2021-10-18 07:30', { rows: [contact('bmt', 'focalPoint', { substitutes })] })).toContain('ngan')
  })

  it('is read by the substitute of its substitute, where that one is a contact on leave itself', () => {
    const chain = [
      contact('bmt', 'focalPoint', { substitutes: [leave('head.bmt', '2021-10-18', '2021-10-29')] }),
      contact('bmt', 'head', { substitutes: [leave('pho', '2021-10-20', '2021-10-20')] }),
    ]
    expect(mailbox('2021-10-19 07:30', { rows: chain })).toBe('bmt:focalPoint head.bmt')
    expect(mailbox('2021-10-20 07:30', { rows: chain })).toBe('bmt:focalPoint pho')
    expect(mailbox('2021-10-21 07:30', { rows: chain })).toBe('bmt:focalPoint head.bmt')
  })

  it('is read by the last of those who stand in for one another', () => {
    const circle = [
      contact('bmt', 'focalPoint', { substitutes: [leave('head.bmt', '2021-10-18', '2021-10-29')] }),
      contact('bmt', 'head', { substitutes: [leave('focalPoint.bmt', '2021-10-18', '2021-10-29')] }),
    ]
    expect(mailbox('2021-10-19 07:30', { rows: circle })).toBe('bmt:focalPoint head.bmt')
    expect(mailbox('2021-10-19 07:30', { rows: circle, role: 'head' })).toBe('bmt:head focalPoint.bmt')
  })

  it('comes into the registry as any change does, and not with its end before its beginning', () => {
    const change = (to: string) => ({
      kind: 'contact',
      code: 'bmt:focalPoint',
      from: '2021-10-18',
      source: 'Giấy nghỉ phép',
      value: {
        agency: 'bmt',
        role: 'focalPoint',
        email: box('bmt'),
        substitutes: [leave('thay', '2021-10-18', to)],
      },
    })
    expect(registryChange.safeParse(change('2021-10-18')).success).toBe(true)
    const refused = registryChange.safeParse(change('2021-10-17')).error?.issues
    expect(refused).toMatchObject([{ path: ['value', 'substitutes', 0, 'to'], message: 'is not before from' }])
  })
})

describe('a mailbox that takes no mail', () => {
  const rows = [
    contact('bmt', 'focalPoint', { alternate: box('du-phong') }),
    contact('bmt', 'head', { alternate: box('du-phong-ld') }),
  ]
  const at = '2021-10-18 07:30'

  it.each([
    ['its alternate', ['focalPoint.bmt'], 'bmt:focalPoint du-phong'],
    ['the head of the agency', ['focalPoint.bmt', 'du-phong'], 'bmt:head head.bmt'],
    ['the head’s alternate', ['focalPoint.bmt', 'du-phong', 'head.bmt'], 'bmt:head du-phong-ld'],
    ['nobody', ['focalPoint.bmt', 'du-phong', 'head.bmt', 'du-phong-ld'], undefined],
  ])('is replaced by %s', (_, undeliverable, expected) => {
    expect(mailbox(at, { rows, undeliverable })).toBe(expected)
  })

  it('of a head is replaced by the focal point', () => {
    const undeliverable = ['head.bmt', 'du-phong-ld']
    expect(mailbox(at, { rows, undeliverable, role: 'head' })).toBe('bmt:focalPoint focalPoint.bmt')
  })

  it('of the lead department is replaced by a mailbox of that department, not of the agency', () => {
    const lead = row('contact', '*:leadDepartment', { agency: 'so-xd', role: 'leadDepartment', email: box('tttt') })
    const given = { rows: [lead], role: 'leadDepartment' as const }
    expect(mailbox(at, given)).toBe('*:leadDepartment tttt')
    expect(mailbox(at, { ...given, undeliverable: ['tttt'] })).toBe('so-xd:focalPoint dau-moi.so-xd')
  })

  it('of a substitute is replaced by the alternate, then by the contact’s own', () => {
    const substitutes = [leave('thay', '2021-10-18', '2021-10-20')]
    const away = [contact('bmt', 'focalPoint', { alternate: box('du-phong'), substitutes })]
    expect(mailbox(at, { rows: away, undeliverable: ['thay'] })).toBe('bmt:focalPoint du-phong')
    expect(mailbox(at, { rows: away, undeliverable: ['thay', 'du-phong'] })).toBe('bmt:focalPoint focalPoint.bmt')
  })
})

describe('machine mail', () => {
  const informed = [
    contact('btg', 'focalPoint'),
    row('agency', 'ubnd-tinh', { id: 'ubnd-tinh', name: 'UBND tỉnh', kind: 'committee', chased: false }),
    contact('ubnd-tinh', 'head'),
    row('contact', '*:committeeOffice', { agency: 'ubnd-tinh', role: 'committeeOffice', email: box('chu-tich') }),
  ]

  it.each([
    ['a Party body', 'btg', 'focalPoint'],
    ['the chairmen of the committee', 'ubnd-tinh', 'head'],
    ['the chairmen in the name of their office', 'bmt', 'committeeOffice'],
  ] as const)('never goes to %s, though somebody registered a mailbox', (_, agency, role) => {
    expect(mailbox('2021-10-18 07:30', { rows: informed, agency, role })).toBeUndefined()
  })
})
