import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RenderAssets } from '../text/report-pdf.ts'

const COMPILER = '@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm'
const FONTS = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'].map(
  (style) => `@expo-google-fonts/tinos/${style}/Tinos_${style}.ttf`,
)

/** The files that rendering needs beside its bundle, as paths under `node_modules`; a bundle keeps the same paths. */
export const renderAssetFiles: readonly string[] = [COMPILER, ...FONTS]

/** @param directory `node_modules`, or where the bundle's copies of {@link renderAssetFiles} are */
export async function loadRenderAssets(directory: string): Promise<RenderAssets> {
  const load = async (file: string): Promise<Uint8Array> => readFile(join(directory, file))
  const [wasm, fonts] = await Promise.all([load(COMPILER), Promise.all(FONTS.map(load))])
  return { wasm, fonts }
}
