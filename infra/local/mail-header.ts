import { parseAddressHeader } from 'mailparser'

/** The header of a raw message, line by line (unfolded ones kept together), and where its body begins. */
export interface RawMessage {
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly body: Buffer
}

export function readHeader(raw: Buffer): RawMessage {
  const end = raw.indexOf('\r\n\r\n')
  const header = raw.toString('utf8', 0, end < 0 ? raw.length : end)
  return {
    headers: header.split(/\r\n(?![ \t])/).map((line) => {
      const colon = line.indexOf(':')
      return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() }
    }),
    body: end < 0 ? Buffer.alloc(0) : raw.subarray(end + 4),
  }
}

/** The addresses in all headers of one of these names, as a server would use them. */
export const addressesIn = ({ headers }: RawMessage, ...names: readonly string[]): string[] =>
  headers
    .filter(({ name }) => names.includes(name.toLowerCase()))
    .flatMap(({ value }) => parseAddressHeader(value, { flatten: true, decodePunycode: false }).value)
    .flatMap(({ address }) => (address ? [address] : []))
