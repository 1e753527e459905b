import { existsSync, readFileSync } from 'node:fs'

const STATUS = '/proc/self/status'

/**
 * Megabytes that this process held at most. Linux passes what `resourceUsage` tells on from the parent, which may have
 * been larger; the kernel's own record begins with the program.
 */
export function peakMegabytes(): number {
  const [, kilobytes] = existsSync(STATUS) ? (/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8')) ?? []) : []
  return (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes)) / 1024
}
