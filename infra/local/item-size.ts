import * as z from 'zod'

/** An attribute as it travels: its type, then its value. */
const attribute = z.record(z.string(), z.unknown())
const text = z.string()
const numbers = z.array(text)
const attributes = z.record(z.string(), attribute)

/**
 * Bytes of an item, as DynamoDB counts them: names and texts in UTF-8, two digits of a number a byte.
 * docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemBytes = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(attributes.parse(item)).reduce(
    (total, [name, value]) => total + Buffer.byteLength(name) + attributeBytes(value),
    0,
  )

const ONE_MORE = 1
const CONTAINER = 3

function attributeBytes(of: z.output<typeof attribute>): number {
  const [type = '', value] = Object.entries(of)[0] ?? []
  switch (type) {
    case 'S':
      return Buffer.byteLength(text.parse(value))
    case 'N':
      return numberBytes(text.parse(value))
    case 'B':
      return Buffer.byteLength(text.parse(value), 'base64')
    case 'SS':
      return numbers.parse(value).reduce((total, each) => total + Buffer.byteLength(each), 0)
    case 'NS':
      return numbers.parse(value).reduce((total, each) => total + numberBytes(each), 0)
    case 'L':
      return z
        .array(attribute)
        .parse(value)
        .reduce((total, each) => total + ONE_MORE + attributeBytes(each), CONTAINER)
    case 'M':
      return CONTAINER + Object.keys(attributes.parse(value)).length + itemBytes(attributes.parse(value))
    default:
      // NULL and BOOL.
      return 1
  }
}

const numberBytes = (number: string): number => Math.ceil(number.replaceAll(/[^0-9]/g, '').length / 2) + ONE_MORE
