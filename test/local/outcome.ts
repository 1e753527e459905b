import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { caseSummary } from '../../functions/domain/document.ts'
import { entry, type Entry } from '../../functions/domain/event.ts'
import { figureList } from '../../functions/domain/figure-list.ts'
import { toMs } from '../../functions/domain/instant.ts'
import { weeklyReport } from '../../functions/domain/report.ts'

const line = caseSummary.extend({ timeline: z.array(entry) }).strip()
const standing = caseSummary.omit({ finishedAt: true, closedAt: true, updatedAt: true }).strip()

/** What a run came to, without the moments at which its processes did it. */
export interface Outcome {
  /** How each case stands, and which of its notices were raised and told to whom. */
  cases: Record<string, { standing: z.output<typeof standing>; raised: string[]; told: string[] }>
  /** When each case that is over was ended, epoch ms; by the clock of whichever function heard of it first. */
  ends: Record<string, number>
  /** Those of the week's report, by id. */
  figures: Record<string, number | undefined>
  /** Our own id of every mail, one for each copy, as they were sent. */
  mails: string[]
  /** Notices that their case says were told in a window that gave nobody of that role a mail. */
  untold: string[]
}

/** What a run has left in its folder. */
export function outcomeOf(out: string): Outcome {
  const lines = readFileSync(join(out, 'cases.ndjson'), 'utf8').trim().split('\n')
  const cases = lines.map((text) => line.parse(JSON.parse(text)))
  const mails = mailsIn(out).map((name) => idOfMail(join(out, 'mail', name)))
  const sent = new Set(mails.map((id) => id.replace(/~.*:/, '~')))
  const report = weeklyReport.parse(JSON.parse(readFileSync(join(out, 'report/2021-W43.json'), 'utf8')))
  return {
    cases: Object.fromEntries(
      cases.map(({ timeline, ...summary }) => [
        summary.id,
        {
          standing: standing.parse(summary),
          raised: noticesOf(timeline, 'noticeRaised'),
          told: noticesOf(timeline, 'noticeSettled'),
        },
      ]),
    ),
    ends: Object.fromEntries(cases.flatMap(({ id, finishedAt }) => (finishedAt ? [[id, toMs(finishedAt)]] : []))),
    figures: Object.fromEntries(figureList(report).map(({ id, value }) => [id, value])),
    mails,
    untold: cases.flatMap(({ id, timeline }) =>
      timeline.flatMap(({ event }) =>
        event.type === 'noticeSettled' && event.how === 'sent' && !sent.has(`${event.window}~${event.role}`)
          ? [`${id} ${event.window} ${event.role}`]
          : [],
      ),
    ),
  }
}

/** The names of the files, as they were sent. */
export const mailsIn = (out: string): string[] =>
  readdirSync(join(out, 'mail'))
    .filter((name) => name.endsWith('.eml'))
    .toSorted()

/** `2021-10-15T07:30~buon-ho:focalPoint` */
export const idOfMail = (file: string): string => /^X-Dondoc-Mail: (\S+)/m.exec(readFileSync(file, 'utf8'))?.[1] ?? file

/** Each once, whatever was done twice. */
function noticesOf(timeline: readonly Entry[], type: 'noticeRaised' | 'noticeSettled'): string[] {
  const named = timeline.flatMap(({ event }) => {
    if (event.type !== type) return []
    const key = [event.episode, event.level, event.occurrence]
    return event.type === 'noticeRaised'
      ? event.roles.map((role) => [...key, role].join(' '))
      : [[...key, event.role, event.how].join(' ')]
  })
  return named.toSorted()
}
