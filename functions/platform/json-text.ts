/** What JSON allows and the API does not: told of the first place where it stands. */
export interface TextFault {
  /** `dossiers[0].code` */
  field: string
  rule: 'repeated' | 'tooDeep' | 'reserved'
}

/** Nothing that the API takes is nested as deep as that. */
const MOST_LEVELS = 20

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/gs

interface Level {
  /** Of an object: the keys so far. */
  keys: Set<string> | undefined
  /** The key or index that is being read. */
  at: string
  index: number
}

/**
 * A key that stands twice in one object, or nesting beyond what is taken. `JSON.parse` knows neither: of two values it
 * drops the first, so that two readers of one message may read two things. Of what is no JSON it finds nothing.
 */
export function faultOfText(json: string): TextFault | undefined {
  const levels: Level[] = []
  let last = ''
  for (const [token] of json.matchAll(TOKEN)) {
    const level = levels.at(-1)
    if (token === '{' || token === '[') {
      levels.push({ keys: token === '{' ? new Set() : undefined, at: token === '{' ? '' : '[0]', index: 0 })
      if (levels.length > MOST_LEVELS) return { field: fieldOf(levels.slice(0, -1)), rule: 'tooDeep' }
    } else if (token === '}' || token === ']') levels.pop()
    else if (token === ',') advance(level)
    else if (token !== ':') last = token
    else if (level?.keys !== undefined) {
      level.at = keyOf(last)
      if (level.at === '__proto__') return { field: fieldOf(levels), rule: 'reserved' }
      if (level.keys.has(level.at)) return { field: fieldOf(levels), rule: 'repeated' }
      level.keys.add(level.at)
    }
  }
  return undefined
}

function advance(level: Level | undefined): void {
  if (level === undefined || level.keys !== undefined) return
  level.index += 1
  level.at = `[${level.index}]`
}

/** `"a"` and `"\u0061"` are one key. */
function keyOf(token: string): string {
  try {
    return String(JSON.parse(token))
  } catch {
    return token
  }
}

const fieldOf = (levels: readonly Level[]): string =>
  levels.reduce((name, { at }) => (at.startsWith('[') || name === '' ? `${name}${at}` : `${name}.${at}`), '') || '$'
