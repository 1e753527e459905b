import { plain } from '../domain/heading.ts'
import type { LocalDate } from '../domain/instant.ts'
import type { Registry, RegistryValue } from '../domain/registry.ts'
import type { ServiceAttribute } from '../domain/service.ts'
import { attributeTypeWords } from '../text/attribute-words.ts'
import { commonAttributes, unitName } from '../text/open311-words.ts'
import { Open311RefusedError } from './open311-wire.ts'

type Category = RegistryValue<'category'>

/** What can be reported on that day, by code: the registry's categories. */
export const serviceList = (registry: Registry, on: LocalDate) =>
  registry
    .all('category', on)
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, name, field, description, keywords }) => ({
      service_code: code,
      service_name: name,
      description: description ?? name,
      metadata: true,
      type: 'realtime' as const,
      keywords: keywords.join(', ') || null,
      group: field,
    }))

/** @throws Open311RefusedError when there is no such category on that day */
export function serviceOf(registry: Registry, code: string, on: LocalDate): Category {
  const found = registry.find('category', code, on)
  if (found === undefined) throw new Open311RefusedError({ why: 'serviceUnknown', value: code })
  return found
}

/** What the form of a category asks besides place and description. */
export const attributesOf = (category: Category, registry: Registry, on: LocalDate): ServiceAttribute[] => [
  ...commonAttributes(unitsOn(registry, on)),
  ...category.attributes,
]

export const serviceDefinition = (category: Category, registry: Registry, on: LocalDate) => ({
  service_code: category.code,
  attributes: attributesOf(category, registry, on).map((attribute, index) => ({
    variable: true,
    code: attribute.code,
    datatype: attribute.datatype,
    required: attribute.required,
    datatype_description: attribute.hint ?? attributeTypeWords[attribute.datatype],
    order: index + 1,
    description: attribute.description,
    values: attribute.values,
  })),
})

/** Where things happen: the districts and communes whose committees the registry knows. */
const unitsOn = (registry: Registry, on: LocalDate): ServiceAttribute['values'] =>
  registry
    .all('agency', on)
    .filter(({ kind }) => kind === 'district' || kind === 'commune')
    .map(({ id }) => ({ key: id, name: unitName(registry, id, on) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))

/** `thanh pho buon ma thuot` is `buon ma thuot` to those who live there. */
const ranks = /^(thanh pho|thi xa|huyen|phuong|thi tran|xa) /

/** The one unit that an address names, whatever its accents; undefined where it names none, or several. */
export function unitNamedIn(address: string, registry: Registry, on: LocalDate): string | undefined {
  const text = ` ${plain(address)} `
  const named = unitsOn(registry, on).filter(({ name }) => text.includes(` ${plain(name).replace(ranks, '')} `))
  return named.length === 1 ? named[0]?.key : undefined
}

/** @throws Open311RefusedError when another jurisdiction is asked for than the one that is served */
export function refuseJurisdiction(asked: unknown, registry: Registry, on: LocalDate): void {
  const served = registry.find('open311', 'georeport', on)?.jurisdiction
  if (asked === undefined || asked === '' || served === undefined || asked === served) return
  throw new Open311RefusedError({
    why: 'jurisdictionUnknown',
    value: typeof asked === 'string' ? asked : JSON.stringify(asked),
  })
}

/** The discovery document: what speaks which version where. */
export const discovery = (registry: Registry, on: LocalDate, url: string) => {
  const settings = registry.find('open311', 'georeport', on)
  return {
    changeset: CHANGESET,
    contact: settings?.contact ?? null,
    key_service: settings?.keyService ?? null,
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url,
        changeset: CHANGESET,
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  }
}

/** When what the endpoint offers last changed. */
const CHANGESET = '2021-10-13T08:00:00+07:00'
