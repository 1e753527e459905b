import { readFileSync } from 'node:fs'
import { mkdir, watch } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as realPause } from 'node:timers/promises'
import * as z from 'zod'
import { atLocal, fromMs, toMs } from '../../functions/domain/instant.ts'
import { seededRandom } from '../../infra/local/random.ts'
import { mailsIn } from './outcome.ts'
import { Started } from './start-process.ts'

/** When a process is killed: as a mail reaches the disk, or some real milliseconds after the clock shows an hour. */
export type Kill = { on: 'mail'; at: string; mail: string } | { on: 'clock'; at: string; pauseMs: number }

const START = toMs(atLocal('2021-10-14', '00:00'))
const HOUR_MS = 3_600_000
const LONGEST_PAUSE_MS = 500

/** Half of them in the middle of sending, where most can go wrong; drawn over all of the fortnight but its last day. */
export function drawKills(seed: number, count: number, mails: readonly string[]): Kill[] {
  const random = seededRandom(seed)
  const early = mails.filter((name) => name < '20211028-12')
  const kills = Array.from({ length: count }, (_, n): Kill => {
    if (n % 2 === 0) {
      const mail = early[Math.floor(random() * early.length)] ?? ''
      return { on: 'mail', at: fromMs(timeOf(mail)), mail }
    }
    const at = fromMs(START + Math.floor(random() * 14 * 24) * HOUR_MS)
    return { on: 'clock', at, pauseMs: Math.floor(random() * LONGEST_PAUSE_MS) }
  })
  return kills.toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

/** `20211015-073000-…`, Vietnam time. */
const timeOf = (mail: string): number => {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)/.exec(mail) ?? []
  return toMs(atLocal(`${year}-${month}-${day}`, `${hour}:${minute}`))
}

/**
 * A replay in processes of which each but the last is killed.
 * @returns the mails that were the last on disk when a process died: all that a later one may send again
 */
export async function runKilled(args: readonly string[], out: string, kills: readonly Kill[]): Promise<string[]> {
  const last: string[] = []
  await Promise.all(['state', 'mail'].map((name) => mkdir(join(out, name), { recursive: true })))
  for (const kill of kills) {
    const process = new Started([...args, '--out', out])
    await Promise.race([reached(kill, out), process.ended().then(failedBefore(kill, process))])
    process.interrupt('SIGKILL')
    await process.ended()
    last.push(...mailsIn(out).slice(-1))
  }
  const process = new Started([...args, '--out', out])
  if ((await process.ended()) !== 0) throw new Error(process.output)
  return last
}

const failedBefore = (kill: Kill, process: Started) => () => {
  throw new Error(`ended before ${JSON.stringify(kill)}: ${process.output}`)
}

async function reached(kill: Kill, out: string): Promise<void> {
  if (kill.on === 'mail')
    return changed(join(out, 'mail'), (name) => name.endsWith('.eml') && numbered(name) >= numbered(kill.mail))
  const clock = join(out, 'state/clock.json')
  await changed(join(out, 'state'), (name) => name === 'clock.json' && hourOf(clock) >= toMs(kill.at))
  await realPause(kill.pauseMs)
}

/** `20211015-073000-00030`: copies that were sent twice make it a little earlier. */
const numbered = (name: string): string => name.slice(0, 21)

const hourOf = (file: string): number => z.object({ now: z.number() }).parse(JSON.parse(readFileSync(file, 'utf8'))).now

async function changed(folder: string, isIt: (name: string) => boolean): Promise<void> {
  for await (const { filename } of watch(folder)) if (filename !== null && isIt(filename)) return
}
