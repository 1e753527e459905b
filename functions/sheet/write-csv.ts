import { writeCsv as write } from 'hucre'

/** UTF-8 with a byte order mark, by which Excel knows it. */
export const writeCsv = (rows: readonly (readonly string[])[]): Uint8Array =>
  new TextEncoder().encode(
    write(
      rows.map((row) => [...row]),
      { bom: true },
    ),
  )
