import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { recipientOf, trusting } from '../../functions/domain/contacts.ts'
import { atLocal } from '../../functions/domain/instant.ts'
import { readRegistry, registryRow, type RegistryKind } from '../../functions/domain/registry.ts'
import { periodDue } from '../../functions/domain/report.ts'
import { firstRegistry, InvalidRegistryFileError, read } from '../../infra/centre/first-registry.ts'

const rows = firstRegistry()
const registry = readRegistry(rows, 1)
const on = '2021-10-29'
const codes = (kind: RegistryKind) => rows.filter((row) => row.kind === kind).map(({ code }) => code)

describe('the first registry', () => {
  it('gives every value a date, an author, a reason and a source', () => {
    expect(z.array(registryRow).safeParse(rows).error).toBeUndefined()
  })

  it('files every value under the code that it names itself by', () => {
    const own = {
      agency: registry.all('agency', on).map(({ id }) => id),
      cityService: registry.all('cityService', on).map(({ id }) => id),
      category: registry.all('category', on).map(({ code }) => code),
      procedure: registry.all('procedure', on).map(({ code }) => code),
    }
    for (const kind of ['agency', 'cityService', 'category', 'procedure'] as const)
      expect(own[kind]).toEqual(codes(kind))
  })

  it('files a mailbox under its agency, or as that of all agencies, or of the cases that belong to none yet', () => {
    const shared = codes('contact').filter((code) => !code.startsWith(`${registry.find('contact', code, on)?.agency}:`))
    expect(shared).toEqual(['*:leadDepartment', 'UNASSIGNED:focalPoint', 'UNASSIGNED:head'])
    for (const code of codes('contact'))
      expect(code).toMatch(new RegExp(`:${registry.find('contact', code, on)?.role}$`))
  })

  it('states each value once, except what began late and what the letter and the new year changed', () => {
    const twice = rows.filter(
      ({ kind, code }, n) => rows.findIndex((row) => row.kind === kind && row.code === code) < n,
    )
    expect(twice.map(({ code, from }) => [code, from])).toEqual([
      ['viettel:ea-kar', '2021-10-21'],
      ['weekly', '2021-11-08'],
      ['weekly', '2022-01-01'],
    ])
  })

  it('refers to nothing that it does not hold', () => {
    const agencies = registry.all('agency', on)
    const known = { agency: codes('agency'), calendar: codes('calendar') }
    expect(known.agency).toEqual(expect.arrayContaining(agencies.flatMap(({ parent }) => parent ?? [])))
    expect(known.agency).toEqual(expect.arrayContaining(registry.all('contact', on).map(({ agency }) => agency)))
    expect(known.calendar).toEqual(expect.arrayContaining(agencies.map(({ calendar }) => calendar)))
    expect(known.calendar).toEqual(
      expect.arrayContaining(registry.all('limit', on).flatMap((rule) => rule.calendar ?? [])),
    )
    const subjects = [
      ...['*', 'registered', ...codes('procedure')].map((code) => `dossier:${code}`),
      ...['*', 'urgent', 'normal', ...codes('category')].map((code) => `fieldReport:${code}`),
      'directiveTask:*',
    ]
    expect(subjects).toEqual(expect.arrayContaining([...codes('limit'), ...codes('policy')]))
  })

  it('says which file is broken', () => {
    expect(() => read('agencies', z.array(z.string()))).toThrow(InvalidRegistryFileError)
    expect(() => read('agencies', z.array(z.string()))).toThrow(/agencies\.json/)
  })
})

describe('the province of October 2021', () => {
  const agencies = registry.all('agency', on)

  it('has its 15 district units', () => {
    const districts = agencies.filter(({ kind }) => kind === 'district').map(({ name }) => name.replace('UBND ', ''))
    expect(districts.join('; ')).toBe(
      "thành phố Buôn Ma Thuột; thị xã Buôn Hồ; huyện Ea H'leo; huyện Ea Súp; huyện Buôn Đôn; huyện Cư M'gar; " +
        "huyện Krông Búk; huyện Krông Năng; huyện Ea Kar; huyện M'Đrắk; huyện Krông Bông; huyện Krông Pắc; " +
        'huyện Krông Ana; huyện Lắk; huyện Cư Kuin',
    )
  })

  it.each([
    'Trung tâm giám sát, điều hành đô thị thông minh',
    'Trung tâm Giám sát điều hành đô thị thông minh',
    'Trung tâm Giám sát điều hành dịch vụ đô thị thông minh',
  ])('knows the centre as "%s"', (spelling) => {
    const found = agencies.filter(({ name, aliases }) => [name, ...aliases].includes(spelling))
    expect(found.map(({ kind }) => kind)).toEqual(['centre'])
  })

  it('never chases the Party body or the committee that receives the report', () => {
    const informed = agencies.filter(({ chased }) => !chased)
    expect(informed.map(({ kind }) => kind).toSorted()).toEqual(['committee', 'party'])
    for (const { id } of informed) expect(codes('contact').filter((code) => code.startsWith(`${id}:`))).toEqual([])
  })

  it('has a mailbox for every role that a policy addresses, under the reserved domain only', () => {
    const roles = new Set(
      registry.all('policy', on).flatMap(({ steps }) => steps.flatMap(({ recipients }) => recipients)),
    )
    const chased = agencies.filter((agency) => agency.chased)
    for (const { id } of chased)
      for (const role of roles)
        expect(recipientOf(trusting(registry), { agency: id, role }, atLocal(on, '08:00'))?.contact.email).toMatch(
          /@daklak\.example$/,
        )
  })

  it('runs five city services, field reports and public services first', () => {
    const services = registry.all('cityService', on).toSorted((a, b) => a.order - b.order)
    expect(services.map(({ caseKind }) => caseKind)).toEqual([
      'fieldReport',
      'dossier',
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('the rhythm of the report', () => {
  const cutOff = atLocal('2021-10-29', '00:00')

  it('was a fortnight before the letter', () => {
    expect(periodDue('2021-10-15', registry, undefined)).toBeUndefined()
    expect(periodDue('2021-10-22', registry, undefined)).toBeUndefined()
    expect(periodDue('2021-10-29', registry, undefined)).toEqual({ from: atLocal('2021-10-14', '00:00'), to: cutOff })
  })

  it('is a week from the letter on', () => {
    expect(periodDue('2021-11-05', registry, cutOff)).toBeUndefined()
    expect(periodDue('2021-11-12', registry, cutOff)).toEqual({ from: cutOff, to: atLocal('2021-11-12', '00:00') })
    expect(periodDue('2021-11-19', registry, atLocal('2021-11-12', '00:00'))?.to).toBe(atLocal('2021-11-19', '00:00'))
  })

  it('was not known to be weekly in October', () => {
    const october = readRegistry(rows, 1, cutOff)
    expect(october.find('report', 'weekly', '2021-11-12')?.rhythm).toBe('fortnightly')
    expect(october.find('agency', 'ioc', on)).toBeDefined()
  })

  it('numbers from 110, and from 1 in the new year', () => {
    expect(registry.find('report', 'weekly', '2021-10-29')?.number).toEqual({ first: 110, symbol: 'BC-DAKLAKIOC' })
    expect(registry.find('report', 'weekly', '2022-01-07')?.number.first).toBe(1)
  })
})
