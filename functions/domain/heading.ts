/** `Số hồ sơ`, `SO_HO_SO` and `số  hồ  sơ:` are one heading: no accents, no case, words apart by one space. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The columns of a list by their plain headings, and the headings that stand over more than one. */
export interface Columns {
  readonly headings: readonly string[]
  readonly places: ReadonlyMap<string, number>
  readonly doubled: ReadonlySet<string>
}

export function columnsOf(headings: readonly string[]): Columns {
  const places = new Map<string, number>()
  const doubled = new Set<string>()
  headings.forEach((heading, place) => {
    const key = plain(heading)
    if (key === '') return
    if (places.has(key)) doubled.add(key)
    else places.set(key, place)
  })
  return { headings, places, doubled }
}

/** Where the columns of these names stand, in the order of the names. */
export const placesOf = ({ places }: Columns, names: readonly string[]): number[] =>
  names.flatMap((name) => places.get(plain(name)) ?? [])
