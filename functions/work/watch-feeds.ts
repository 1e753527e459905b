import { feedId, LEARNT_FROM_DAYS, silenceOf, type Silence } from '../domain/feed.ts'
import { isWorkingDay } from '../domain/calendar.ts'
import { isOpen } from '../domain/incident.ts'
import { addDays, atLocal, localDateOf, type LocalDate } from '../domain/instant.ts'
import { FEED_SPEAKS } from '../text/incident-words.ts'
import { providersOf, type ControlTotalDeps } from './control-totals.ts'
import type { IncidentDeps } from './deps.ts'

export type FeedDeps = ControlTotalDeps & IncidentDeps

export interface Watched {
  feeds: number
  silent: number
  closed: number
}

/**
 * Every working day before the pre-flight: a feed that is silent for longer than its pattern allows is an incident, until
 * it speaks again. A control total is a word too: a day without reports is no silence.
 */
export async function watchFeeds(deps: FeedDeps): Promise<Watched> {
  const now = deps.now()
  const today = localDateOf(now)
  const registry = await deps.registry.current()
  const calendar = registry.calendar('counter', today)
  if (!isWorkingDay(calendar, today)) return { feeds: 0, silent: 0, closed: 0 }
  const feeds = await daysOfFeeds(deps, today)
  let closed = 0
  for (const [feed, days] of feeds) {
    closed += Number(await closeIfSpeaking(deps, feed, days))
    const silence = silenceOf(days, { calendar, today, rule: registry.find('feed', feed, today) })
    if (silence !== undefined) await openSilence(deps, feed, silence)
  }
  const silent = (await deps.incidents.ofKind('silentFeed')).filter(isOpen).length
  deps.log.metric('feedsSilent', silent)
  return { feeds: feeds.size, silent, closed }
}

const openSilence = ({ incidents }: FeedDeps, subject: string, what: Silence) =>
  incidents.open({ kind: 'silentFeed', subject, cause: what.lastDay, since: atLocal(what.lastDay, '24:00'), what })

async function closeIfSpeaking(deps: FeedDeps, feed: string, days: ReadonlySet<LocalDate>): Promise<boolean> {
  const open = (await deps.incidents.ofKind('silentFeed')).find((each) => each.subject === feed && isOpen(each))
  if (open === undefined || ![...days].some((day) => day > open.what.lastDay)) return false
  const closing = { at: deps.now(), by: { role: 'system', id: 'watch-feeds' }, reason: FEED_SPEAKS }
  return (await deps.incidents.close(open, closing)) === 'saved'
}

/** Vietnam dates on which each feed said something in the last eight weeks. */
async function daysOfFeeds(deps: FeedDeps, today: LocalDate): Promise<Map<string, Set<LocalDate>>> {
  const feeds = new Map<string, Set<LocalDate>>()
  const note = (feed: string, day: LocalDate): void => {
    feeds.set(feed, (feeds.get(feed) ?? new Set()).add(day))
  }
  const from = addDays(today, -LEARNT_FROM_DAYS)
  const span = { from: atLocal(from, '00:00'), to: atLocal(today, '24:00') }
  for await (const { provider, receivedAt } of deps.cases.received({ kind: 'fieldReport', ...span }))
    if (provider !== undefined) note(feedId({ by: 'provider', of: provider }), localDateOf(receivedAt))
  for await (const { source, receivedAt } of deps.cases.received({ kind: 'dossier', ...span }))
    if (source !== undefined && source !== 'operator')
      note(feedId({ by: 'source', of: source }), localDateOf(receivedAt))
  for (const provider of await providersOf(deps))
    for (const { date } of await deps.controlTotals.between(provider, { from, to: today }))
      note(feedId({ by: 'provider', of: provider }), date)
  return feeds
}
