import { legacyFont } from '../domain/legacy-font.ts'
import { SheetError } from './sheet-error.ts'

/**
 * The text of a file: UTF-8 with or without a byte order mark; UTF-16 with one, as Excel's "Unicode Text" has it; else
 * Windows-1258, if that makes Vietnamese words of it. Composed (NFC).
 * @throws SheetError for TCVN3 and VNI, and for what cannot be told
 */
export function decodeText(bytes: Uint8Array): string {
  const text = unicode(bytes) ?? windows1258(bytes)
  const font = legacyFont(text.slice(0, SAMPLE))
  if (font !== undefined) throw new SheetError({ code: 'legacyFontFile', font })
  return text.normalize('NFC')
}

/** Characters that tell enough of a file. */
const SAMPLE = 100_000

function unicode(bytes: Uint8Array): string | undefined {
  const mark = UTF_16.find(({ head }) => bytes[0] === head[0] && bytes[1] === head[1])
  if (mark !== undefined) return new TextDecoder(mark.name).decode(bytes)
  // Every second byte is NUL in UTF-16 without a mark, and in UTF-8 none is.
  if (bytes.subarray(0, 1000).filter((byte) => byte === 0).length > 100)
    throw new SheetError({ code: 'unknownEncoding' })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const UTF_16 = [
  { name: 'utf-16le', head: [0xff, 0xfe] },
  { name: 'utf-16be', head: [0xfe, 0xff] },
] as const

function windows1258(bytes: Uint8Array): string {
  const font = legacyFont(new TextDecoder('windows-1252').decode(bytes.subarray(0, SAMPLE)))
  if (font !== undefined) throw new SheetError({ code: 'legacyFontFile', font })
  const text = new TextDecoder('windows-1258').decode(bytes).normalize('NFC')
  if (vietnameseShare(text.slice(0, SAMPLE)) < LEAST_SHARE) throw new SheetError({ code: 'unknownEncoding' })
  return text
}

const LEAST_SHARE = 0.8
const LETTERS = /^[a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]+$/i

/** Of the words with letters beyond ASCII, how many are made of Vietnamese letters only. */
function vietnameseShare(text: string): number {
  const words = text.match(/[\p{L}\p{M}\p{S}]*\P{ASCII}+[\p{L}\p{M}\p{S}]*/gu) ?? []
  return words.length === 0 ? 0 : words.filter((word) => LETTERS.test(word)).length / words.length
}
