import { isDeepStrictEqual } from 'node:util'
import type { RegistryRow } from '../domain/registry.ts'
import { RegistryRowExistsError } from './errors.ts'
import { registryKey } from './keys.ts'

/** Consistent: rows read after a version hold at least all that the version stands for. */
export interface RegistryStore {
  /** Rises with every addition; 0 while the registry is empty. */
  version(): Promise<number>
  /** All rows of all kinds, in no particular order. */
  rows(): Promise<RegistryRow[]>
  /**
   * Adds rows, then raises the version: after a crash in between, adding the same rows again completes it.
   * @returns the new version
   * @throws RegistryRowExistsError where another value was recorded for the same kind, code, date and moment
   */
  add(rows: readonly RegistryRow[]): Promise<number>
}

export const rowExists = (row: RegistryRow): RegistryRowExistsError => {
  const { pk, sk } = registryKey(row)
  return new RegistryRowExistsError(`${pk} ${sk}`)
}

/** The double. */
export function inMemoryRegistryStore(): RegistryStore {
  const stored = new Map<string, RegistryRow>()
  let version = 0
  return {
    version: async () => version,
    rows: async () => structuredClone([...stored.values()]),
    async add(rows) {
      for (const row of rows) {
        const { pk, sk } = registryKey(row)
        const known = stored.get(`${pk} ${sk}`)
        if (known !== undefined && !isDeepStrictEqual(known, row)) throw rowExists(row)
        stored.set(`${pk} ${sk}`, structuredClone(row))
      }
      version += 1
      return version
    },
  }
}
