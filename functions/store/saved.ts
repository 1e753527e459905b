import { VersionSkippedError } from './errors.ts'

/** `conflict`: something else stands there by now; load it and decide anew. */
export type Saved = 'saved' | 'conflict'

/** A lost update would pass unnoticed if the version did not rise. @throws VersionSkippedError */
export function checkVersion(version: number, expected: number | undefined): void {
  if (version !== (expected ?? 0) + 1) throw new VersionSkippedError(`version ${version} after ${expected ?? 'none'}`)
}
