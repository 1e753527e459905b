import type { LayoutFault } from './find-mapping.ts'
import type { LegacyFont } from './legacy-font.ts'

/** What a file is that is not a list this system reads. */
export type OtherFormat = 'xls' | 'xlsb' | 'ods' | 'html' | 'pdf' | 'word' | 'zip' | 'binary'

/** Why a whole file is refused; nothing of it was taken in. Words are in `functions/text`. */
export type FileFault =
  | { code: 'emptyFile' }
  | { code: 'fileMissing' }
  | { code: 'fileDiffers' }
  | { code: 'fileTooLarge'; bytes: number; limit: number }
  | { code: 'notAList'; looksLike: OtherFormat }
  | { code: 'encrypted' }
  | { code: 'expandsTooFar'; limit: number }
  | { code: 'damaged' }
  | { code: 'unknownEncoding' }
  | { code: 'legacyFontFile'; font: LegacyFont }
  | { code: 'openQuote'; line: number }
  | { code: 'recordTooLong'; line: number; limit: number }
  | { code: 'tooManyRows'; limit: number }
  | { code: 'tooManyColumns'; row: number; limit: number }
  | { code: 'tooSlow'; seconds: number }
  | LayoutFault
