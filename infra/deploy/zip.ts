import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'

const VERSION = 20
const DEFLATED = 8
/** 1 January 1980, 00:00: what a zip says of a file whose age does not matter. */
const NO_DATE = 0x21
const COMMON = 26
const LOCAL = 'PK\u0003\u0004'
const CENTRAL = 'PK\u0001\u0002'
const END = 'PK\u0005\u0006'

/** A folder as a zip file for Lambda: the same bytes for the same content. Below 4 GB, as every bundle is. */
export function zipFolder(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .toSorted((a, b) => (a < b ? -1 : 1))
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const name = Buffer.from(file.split(sep).join('/'))
    const content = readFileSync(join(folder, file))
    const packed = deflateRawSync(content)
    const common = headerOf({ name, content, packed })
    const part = Buffer.concat([Buffer.from(LOCAL), common, name, packed])
    directory.push(Buffer.concat([Buffer.from(CENTRAL), versionMadeBy(), common, placeOf(offset), name]))
    parts.push(part)
    offset += part.length
  }
  const entries = Buffer.concat(directory)
  return Buffer.concat([...parts, entries, endOf({ count: files.length, bytes: entries.length, offset })])
}

/** What stands before a file and again in the directory. */
function headerOf({ name, content, packed }: Record<'name' | 'content' | 'packed', Buffer>): Buffer {
  const header = Buffer.alloc(COMMON)
  header.writeUInt16LE(VERSION, 0)
  header.writeUInt16LE(DEFLATED, 4)
  header.writeUInt16LE(NO_DATE, 8)
  header.writeUInt32LE(crc32(content), 10)
  header.writeUInt32LE(packed.length, 14)
  header.writeUInt32LE(content.length, 18)
  header.writeUInt16LE(name.length, 22)
  return header
}

/** Made on Unix, so that the permissions in {@link placeOf} count. */
const versionMadeBy = (): Buffer => Buffer.from([VERSION, 3])

/** Readable by the user that Lambda runs functions as. */
function placeOf(offset: number): Buffer {
  const place = Buffer.alloc(14)
  place.writeUInt32LE((0o100644 << 16) >>> 0, 6)
  place.writeUInt32LE(offset, 10)
  return place
}

function endOf({ count, bytes, offset }: { count: number; bytes: number; offset: number }): Buffer {
  const end = Buffer.alloc(22)
  end.write(END, 'latin1')
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(bytes, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
