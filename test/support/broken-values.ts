import fc from 'fast-check'
import { isRecord } from './records.ts'

/** What people, programs and attackers send in place of what was asked for. */
export const hostile: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  'không có trong danh mục',
  'Đắk Lắk'.normalize('NFD'),
  'x'.repeat(5000),
  'nul \0 trong chữ',
  'nửa cặp \uD83C',
  '\uDFCD nửa sau',
  'hỏng \uFFFD rồi',
  '\u202Egnp.exe',
  '2021-02-30',
  '2021-02-29T08:00:00+07:00',
  '2021-10-18T25:00:00Z',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:59-23:59',
  '+275760-09-13T00:00:00.000Z',
  '=HYPERLINK("http://x")',
  '<script>alert(1)</script>',
  "'; DROP TABLE dondoc; --",
  '../../../etc/passwd',
  '${jndi:ldap://x}',
  'CASE#dossier:x',
  [],
  [[[[]]]],
  {},
  { $ref: '#' },
  { constructor: { prototype: { polluted: true } } },
  Array.from({ length: 300 }, () => 'x'),
]

export interface Breakage {
  at: number
  how: 'drop' | 'replace' | 'add' | 'wrap'
  with: unknown
}

export const breakages: fc.Arbitrary<Breakage[]> = fc.array(
  fc.record({
    at: fc.nat(),
    how: fc.constantFrom('drop', 'replace', 'replace', 'replace', 'add', 'wrap'),
    with: fc.constantFrom(...hostile),
  }),
  { minLength: 1, maxLength: 3 },
)

/** The value with something dropped, replaced, added or put into a list, wherever in it. */
export const broken = (value: unknown, all: readonly Breakage[]): unknown =>
  all.reduce<unknown>((before, each) => breakAt(before, placesOf(before), each), value)

type Place = readonly (string | number)[]

/** Every place of the value, itself first. */
const placesOf = (value: unknown, place: Place = []): Place[] => [
  place,
  ...(Array.isArray(value)
    ? value.flatMap((each, index) => placesOf(each, [...place, index]))
    : isRecord(value)
      ? Object.entries(value).flatMap(([key, each]) => placesOf(each, [...place, key]))
      : []),
]

function breakAt(value: unknown, places: readonly Place[], { at, how, with: other }: Breakage): unknown {
  const place = places[at % places.length] ?? []
  switch (how) {
    case 'drop':
      return place.length === 0 ? other : changed(value, place, () => undefined)
    case 'replace':
      return changed(value, place, () => other)
    case 'add':
      return changed(value, place, (old) => (isRecord(old) ? { ...old, [`trường ${at % 7}`]: other } : other))
    case 'wrap':
      return changed(value, place, (old) => [old])
    default:
      return how satisfies never
  }
}

function changed(value: unknown, [first, ...rest]: Place, change: (old: unknown) => unknown): unknown {
  if (first === undefined) return change(value)
  if (Array.isArray(value))
    return value.map((each: unknown, index) => (index === first ? changed(each, rest, change) : each))
  if (!isRecord(value)) return value
  return { ...value, [first]: changed(value[first], rest, change) }
}
