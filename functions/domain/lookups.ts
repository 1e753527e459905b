import { plain } from './heading.ts'
import type { LocalDate } from './instant.ts'
import type { Lookups } from './read-field.ts'
import type { Registry } from './registry.ts'

/** What the texts of a list may call the values of the registry that are in force: by code, name or other name. */
export function lookupsIn(registry: Registry, on: LocalDate): Lookups {
  return {
    agency: table(registry.all('agency', on).map(({ id, name, aliases }) => ({ code: id, names: [name, ...aliases] }))),
    procedure: table(registry.all('procedure', on).map(({ code, name }) => ({ code, names: [name] }))),
    category: table(registry.all('category', on).map(({ code, name }) => ({ code, names: [name] }))),
  }
}

/** A text that could mean two of them means none. */
function table(named: readonly { code: string; names: readonly string[] }[]): ReadonlyMap<string, string> {
  const codes = new Map<string, string>()
  const doubtful = new Set<string>()
  for (const { code, names } of named)
    for (const name of [code, ...names].map(plain)) {
      if ((codes.get(name) ?? code) !== code) doubtful.add(name)
      codes.set(name, code)
    }
  for (const name of doubtful) codes.delete(name)
  return codes
}
