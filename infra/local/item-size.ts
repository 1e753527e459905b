/** As it travels: each attribute as its type, then its value. */
type Attributes = Readonly<Record<string, unknown>>

/**
 * Bytes of an item, as DynamoDB counts them: names and texts in UTF-8, two digits of a number a byte. Everything that is
 * read or written is measured, so this looks at values as they come and checks no more of them than it needs.
 * docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(item: Attributes): number {
  let total = 0
  for (const name in item) total += Buffer.byteLength(name) + attributeBytes(item[name])
  return total
}

const ONE_MORE = 1
const CONTAINER = 3

function attributeBytes(of: unknown): number {
  if (!isObject(of)) return 1
  for (const type in of) return bytesOf(type, of[type])
  return 1
}

function bytesOf(type: string, value: unknown): number {
  if (typeof value === 'string') {
    if (type === 'N') return numberBytes(value)
    return Buffer.byteLength(value, type === 'B' ? 'base64' : 'utf8')
  }
  if (Array.isArray(value)) {
    let total = type === 'L' ? CONTAINER : 0
    for (const each of value) total += type === 'L' ? ONE_MORE + attributeBytes(each) : bytesOf(type.slice(0, 1), each)
    return total
  }
  if (type === 'M' && isObject(value)) return CONTAINER + Object.keys(value).length * ONE_MORE + itemBytes(value)
  // NULL and BOOL.
  return 1
}

const isObject = (value: unknown): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const numberBytes = (number: string): number => Math.ceil(number.replaceAll(/[^0-9]/g, '').length / 2) + ONE_MORE
