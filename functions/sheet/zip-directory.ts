import { LIMITS } from './limits.ts'
import { SheetError } from './sheet-error.ts'

const END = 0x06054b50
const ENTRY = 0x02014b50
const END_BYTES = 22
const ENTRY_BYTES = 46
const LONGEST_COMMENT = 0xffff
const ENCRYPTED = 1

/**
 * The names of a zip file's parts, from its directory, without unpacking any. Whoever unpacks a part must stop at the
 * size that it states, which is counted here.
 * @throws SheetError for a file that would unpack to more than half a gigabyte of memory bears, is encrypted or cut off
 */
export function zipParts(bytes: Uint8Array): string[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return readDirectory(view)
  } catch (error) {
    if (error instanceof RangeError) throw new SheetError({ code: 'damaged' }, { cause: error })
    throw error
  }
}

function readDirectory(view: Buffer): string[] {
  const end = endOf(view)
  const names: string[] = []
  let unpacked = 0
  let at = view.readUInt32LE(end + 16)
  for (let left = view.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (view.readUInt32LE(at) !== ENTRY) throw new SheetError({ code: 'damaged' })
    if ((view.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw new SheetError({ code: 'encrypted' })
    const [packedBytes, bytes] = [view.readUInt32LE(at + 20), view.readUInt32LE(at + 24)]
    // A part that states no size could not be held to it.
    unpacked += bytes === 0 && packedBytes > 2 ? Infinity : bytes
    const nameBytes = view.readUInt16LE(at + 28)
    names.push(view.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes))
    at += ENTRY_BYTES + nameBytes + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32)
  }
  if (unpacked > LIMITS.unpackedBytes || names.length > LIMITS.parts)
    throw new SheetError({ code: 'expandsTooFar', limit: LIMITS.unpackedBytes })
  return names
}

function endOf(view: Buffer): number {
  const first = Math.max(0, view.length - END_BYTES - LONGEST_COMMENT)
  for (let at = view.length - END_BYTES; at >= first; at -= 1) if (view.readUInt32LE(at) === END) return at
  throw new SheetError({ code: 'damaged' })
}
