/** An address that anybody may use for a while, by the rights of the function that gave it out. */
export interface Link {
  method: 'PUT' | 'GET'
  url: string
  /** To be sent as they are. */
  headers: Readonly<Record<string, string>>
}

/** Ways to files that are too large to go through the API. */
export interface FileLinks {
  /** For one file of exactly so many bytes. */
  upload(key: string, bytes: number): Promise<Link>
  /** `name` is what a browser saves it as. */
  download(key: string, name: string): Promise<Link>
}

/** How long a link holds. */
export const LINK_SECONDS = 900

/** The double. */
export const inMemoryFileLinks = (): FileLinks => ({
  upload: async (key, bytes) => ({ method: 'PUT', url: `memory:${key}`, headers: { 'content-length': String(bytes) } }),
  download: async (key) => ({ method: 'GET', url: `memory:${key}`, headers: {} }),
})
