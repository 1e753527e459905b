import { inflateSync } from 'node:zlib'

export interface ReadPdf {
  /** What each page says, in reading order; tagged pieces end in a line break. */
  pages: string[]
  /** Names of the fonts whose program is in the file. */
  embeddedFonts: string[]
  /** Characters for which the font had no glyph. */
  missingGlyphs: number
  source: string
}

const NOTDEF = 0
type Font = Map<number, string>
interface Objects {
  dictionary: (id: string) => string
  stream: (id: string) => string
}

/** Reads a PDF as Typst writes it: plain objects, Flate streams, two-byte glyph codes, a ToUnicode map per font. */
export function readPdf(file: Uint8Array): ReadPdf {
  const source = Buffer.from(file).toString('latin1')
  const starts = new Map([...source.matchAll(/\n(\d+) 0 obj\n/g)].map((match) => [match[1]!, match.index]))
  const dictionary = (id: string): string => source.slice(starts.get(id), source.indexOf('endobj', starts.get(id)))
  const stream = (id: string): string => {
    const text = dictionary(id)
    const start = source.indexOf('stream\n', starts.get(id)) + 'stream\n'.length
    const bytes = Buffer.from(source.slice(start, start + Number(first(/\/Length (\d+)/, text))), 'latin1')
    return (text.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1')
  }
  const ids = [...starts.keys()].filter((id) => /\/Type \/Page\n/.test(dictionary(id)))
  const pages = ids.map((id) => readPage(id, { dictionary, stream }))
  const descriptors = source.matchAll(/\/FontName \/\w+\+([\w-]+)(?=[^>]*\/FontFile2)/g)
  return {
    pages: pages.map(({ text }) => text),
    embeddedFonts: [...descriptors].map((match) => match[1]!),
    missingGlyphs: pages.reduce((sum, { missing }) => sum + missing, 0),
    source,
  }
}

const tokens = /\/(?<font>f\d+) [\d.]+ Tf|(?<open>\()|(?<!<)<(?<hex>[0-9A-F]+)>|(?<end>EMC)/g

interface Token {
  font?: string | undefined
  literal?: string | undefined
  hex?: string | undefined
  end?: string | undefined
}

/** What matters of a content stream. A literal may hold balanced parentheses, however deep: no pattern finds its end. */
function* tokensOf(content: string): Generator<Token> {
  tokens.lastIndex = 0
  for (let match = tokens.exec(content); match !== null; match = tokens.exec(content)) {
    const { font, open, hex, end } = match.groups ?? {}
    if (open === undefined) yield { font, hex, end }
    else {
      const start = tokens.lastIndex
      const close = endOfLiteral(content, start)
      // The stream is read on behind it, by a pattern that others have not moved meanwhile.
      yield { literal: content.slice(start, close) }
      tokens.lastIndex = close + 1
    }
  }
}

function endOfLiteral(content: string, start: number): number {
  let depth = 1
  for (let at = start; ; at++) {
    if (content[at] === '\\') at++
    else if (content[at] === '(') depth++
    else if (content[at] === ')' && --depth === 0) return at
  }
}

function readPage(id: string, { dictionary, stream }: Objects): { text: string; missing: number } {
  const page = dictionary(id)
  const fonts = new Map(
    [...page.matchAll(/\/(f\d+) (\d+) 0 R/g)].map((match) => {
      const map = first(/\/ToUnicode (\d+)/, dictionary(match[2]!))
      return [match[1]!, toUnicode(stream(map))]
    }),
  )
  let current: Font = new Map()
  let text = ''
  let missing = 0
  for (const token of tokensOf(stream(first(/\/Contents (\d+)/, page)))) {
    if (token.font !== undefined) current = fonts.get(token.font) ?? new Map()
    if (token.end !== undefined) text += '\n'
    for (const code of glyphs(token)) {
      missing += code === NOTDEF ? 1 : 0
      text += current.get(code) ?? ''
    }
  }
  return { text, missing }
}

function glyphs({ hex = '', literal = '' }: Token): number[] {
  const bytes = Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(unescaped(literal), 'latin1')])
  return Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readUInt16BE(2 * index))
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

const unescaped = (literal: string): string =>
  literal.replace(/\\([0-7]{1,3}|[^])/g, (_, escaped: string) =>
    /^[0-7]/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : (escapes[escaped] ?? escaped),
  )

const toUnicode = (map: string): Font =>
  new Map(
    [...map.matchAll(/^<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>$/gm)].map((match) => [
      Number.parseInt(match[1]!, 16),
      Buffer.from(match[2]!, 'hex').swap16().toString('utf16le'),
    ]),
  )

const first = (pattern: RegExp, text: string): string => pattern.exec(text)?.[1] ?? ''
