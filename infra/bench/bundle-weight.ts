import type { Metafile } from 'esbuild'

/** Bytes of a bundle by where they come from. */
export interface Weight {
  readonly sdk: number
  /** What makes or reads documents, mails and sheets: nothing that a bare handler would do. */
  readonly documents: number
  readonly rest: number
  /** Of the SDK, by package: `client-dynamodb`. */
  readonly clients: readonly string[]
}

const SDK =
  /node_modules\/(@aws-sdk|@smithy|@aws|@aws-crypto|bowser|fast-xml-parser|fast-xml-builder|strnum|path-expression-matcher)\//
const DOCUMENTS = /node_modules\/(nodemailer|hucre|docx|docx-|jszip|pako|xml|sax|@myriaddreamin|csv-parse)/
const CLIENT = /node_modules\/@aws-sdk\/(client-[\w-]+)\//

/** @throws Error for a function that is not among the bundles */
export function weighBundle({ outputs }: Metafile, name: string): Weight {
  const found = Object.values(outputs).find(({ entryPoint }) => entryPoint === `functions/${name}/handler.ts`)
  if (found === undefined) throw new Error(`no bundle of ${name}`)
  const parts = Object.entries(found.inputs).map(([file, { bytesInOutput }]) => ({ file, bytesInOutput }))
  const bytes = (of: (file: string) => boolean): number =>
    parts.reduce((total, { file, bytesInOutput }) => (of(file) ? total + bytesInOutput : total), 0)
  const sdk = bytes((file) => SDK.test(file))
  const documents = bytes((file) => !SDK.test(file) && DOCUMENTS.test(file))
  const clients = new Set(parts.flatMap(({ file }) => CLIENT.exec(file)?.[1] ?? []))
  return { sdk, documents, rest: bytes(() => true) - sdk - documents, clients: [...clients].toSorted(byName) }
}

const byName = (a: string, b: string): number => (a < b ? -1 : 1)
