import type { Saved } from './saved.ts'

export interface StoredFile {
  body: Uint8Array
  contentType: string
}

/** Files under keys such as `report/2021-W43/v3.docx`. */
export interface DocumentStore {
  /** With `ifAbsent` a file that is there stays as it is, and the answer is `conflict`. */
  put(key: string, file: StoredFile, options?: { ifAbsent: boolean }): Promise<Saved>
  get(key: string): Promise<StoredFile | undefined>
  /** The keys that begin so, in their order. */
  list(prefix: string): Promise<string[]>
}

/** The double. */
export function inMemoryDocumentStore(): DocumentStore {
  const files = new Map<string, StoredFile>()
  return {
    async put(key, { body, contentType }, { ifAbsent } = { ifAbsent: false }) {
      if (ifAbsent && files.has(key)) return 'conflict'
      files.set(key, { body: Uint8Array.from(body), contentType })
      return 'saved'
    },
    get: async (key) => structuredClone(files.get(key)),
    list: async (prefix) => [...files.keys()].filter((key) => key.startsWith(prefix)).toSorted(),
  }
}
