import type { OtherFormat } from '../domain/file-fault.ts'
import { LIMITS } from './limits.ts'
import { SheetError } from './sheet-error.ts'
import { zipParts } from './zip-directory.ts'

const startsWith = (bytes: Uint8Array, ...head: number[]): boolean => head.every((byte, at) => bytes[at] === byte)

/** The container of old Office files, and of new ones behind a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const ZIP = [0x50, 0x4b]
const PDF = [0x25, 0x50, 0x44, 0x46]

/** Tells what the file is by its content; its name says nothing. @throws SheetError for all but XLSX and text */
export function sniff(bytes: Uint8Array): 'xlsx' | 'text' {
  if (bytes.length === 0) throw new SheetError({ code: 'emptyFile' })
  if (bytes.length > LIMITS.fileBytes)
    throw new SheetError({ code: 'fileTooLarge', bytes: bytes.length, limit: LIMITS.fileBytes })
  if (startsWith(bytes, ...COMPOUND)) {
    const isEncrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    throw new SheetError(isEncrypted ? { code: 'encrypted' } : { code: 'notAList', looksLike: 'xls' })
  }
  if (startsWith(bytes, ...PDF)) throw notAList('pdf')
  if (startsWith(bytes, ...ZIP)) return sniffZip(zipParts(bytes))
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1').toLowerCase()
  if (/^[^\w"]*<(!doctype|html|head|meta|table|\?xml)/.test(head)) throw notAList('html')
  return 'text'
}

function sniffZip(parts: readonly string[]): 'xlsx' {
  const has = (name: string): boolean => parts.includes(name)
  if (has('xl/workbook.bin')) throw notAList('xlsb')
  if (has('word/document.xml')) throw notAList('word')
  if (parts.some((part) => part.startsWith('xl/')) && has('[Content_Types].xml')) return 'xlsx'
  throw notAList(has('mimetype') && has('content.xml') ? 'ods' : 'zip')
}

const notAList = (looksLike: OtherFormat): SheetError => new SheetError({ code: 'notAList', looksLike })
