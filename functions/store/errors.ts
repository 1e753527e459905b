/** The item would pass what DynamoDB takes (400 KB), or the summary what an index entry should hold (1 KB). */
export class ItemTooLargeError extends Error {
  override readonly name = 'ItemTooLargeError'
  constructor(what: string, bytes: number, limit: number) {
    super(`${what} has ${bytes} bytes, more than ${limit}`)
  }
}

/** The cursor was not given out by this list: ask without one. */
export class BadCursorError extends Error {
  override readonly name = 'BadCursorError'
}

/** A page of a case's history is missing, or holds other entries than the document that fills it: alarm. */
export class DamagedHistoryError extends Error {
  override readonly name = 'DamagedHistoryError'
}

/** A registry row under this key was recorded before, with another value. Rows are added, never changed. */
export class RegistryRowExistsError extends Error {
  override readonly name = 'RegistryRowExistsError'
}

/** The table did not answer for some keys after several tries: retry later. */
export class TableBusyError extends Error {
  override readonly name = 'TableBusyError'
}

/** A save must carry the version after the one it expects; anything else would not notice a rival. */
export class VersionSkippedError extends Error {
  override readonly name = 'VersionSkippedError'
}
