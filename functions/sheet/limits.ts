/** What a list may be: some ten times what an office exports, and what half a gigabyte of memory bears. */
export const LIMITS = {
  fileBytes: 32 * 1024 * 1024,
  /** Of all parts of an XLSX file together, unpacked. */
  unpackedBytes: 192 * 1024 * 1024,
  parts: 1000,
  rows: 100_000,
  columns: 200,
  /** Characters of one line of text, quoted line breaks included. */
  record: 4 * 1024 * 1024,
} as const
