import init, { TypstCompilerBuilder } from '@myriaddreamin/typst-ts-web-compiler'
import * as z from 'zod'
import { columnWidths } from './column-widths.ts'
import {
  chartInWords,
  columnGroups,
  formatCell,
  plainRun,
  staysTogether,
  type Block,
  type OfficialDocument,
} from './report-blocks.ts'
import { template } from './report-pdf-template.ts'

/** What typesetting needs beside the document: the compiler (WASM) and the font files that it embeds. */
export interface RenderAssets {
  wasm: Uint8Array
  fonts: readonly Uint8Array[]
}

/** The template does not fit the document: a mistake of ours, which no retry mends. */
export class TypesettingError extends Error {
  override readonly name = 'TypesettingError'
}

const outcome = z.object({ result: z.instanceof(Uint8Array).optional(), diagnostics: z.unknown().optional() })
const FULL_DIAGNOSTICS = 3

/** What the margins of A4 leave: 165 mm. */
const TEXT_POINTS = (165 / 25.4) * 72

/**
 * The document as PDF: tagged, fonts embedded, the same bytes for the same document.
 * @throws TypesettingError
 */
export async function renderPdf(document: OfficialDocument, { wasm, fonts }: RenderAssets): Promise<Uint8Array> {
  await init({ module_or_path: wasm })
  const builder = new TypstCompilerBuilder()
  builder.set_dummy_access_model()
  for (const font of fonts) await builder.add_raw_font(font)
  const compiler = await builder.build()
  try {
    compiler.add_source('/main.typ', template)
    compiler.map_shadow('/document.json', new TextEncoder().encode(JSON.stringify(printable(document))))
    const { result, diagnostics } = outcome.parse(compiler.compile('/main.typ', undefined, 'pdf', FULL_DIAGNOSTICS))
    if (result === undefined) throw new TypesettingError(JSON.stringify(diagnostics))
    return result
  } finally {
    compiler.free()
  }
}

/** Of a PDF as {@link renderPdf} writes it. */
export const pageCount = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\n/g)?.length ?? 0

/** The document with every value formatted and every absence spelled out, as the template reads it. */
const printable = (document: OfficialDocument): object => ({
  ...document,
  marking: document.marking ?? null,
  body: document.body.map(printableBlock),
  appendices: document.appendices.map((each) => ({ ...each, body: each.body.map(printableBlock) })),
})

function printableBlock(block: Block): object {
  switch (block.type) {
    case 'heading':
      return block
    case 'paragraph':
      return { ...block, runs: block.runs.map(plainRun) }
    case 'list':
      return { ...block, items: block.items.map((runs) => runs.map(plainRun)) }
    case 'table':
      return {
        ...block,
        title: block.title ?? null,
        widths: columnWidths(block, TEXT_POINTS),
        together: staysTogether(block),
        groups: columnGroups(block.columns).map(({ title = null, columns }) => ({
          title,
          columns: columns.map((column) => column.title),
        })),
        rows: block.rows.map((row) => row.map(formatCell)),
        total: block.total?.map(formatCell) ?? null,
      }
    case 'chart':
      return {
        ...block,
        series: block.series.map((each) => ({
          ...each,
          values: each.values.map((value) => value ?? null),
          labels: each.values.map(formatCell),
        })),
        words: chartInWords(block),
      }
    default:
      return block satisfies never
  }
}
