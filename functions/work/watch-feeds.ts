import { feedId, LEARNT_FROM_DAYS, readFeedId, silenceOf, type Expectation, type Silence } from '../domain/feed.ts'
import { isWorkingDay } from '../domain/calendar.ts'
import { isOpen, type IncidentOf } from '../domain/incident.ts'
import { addDays, atLocal, localDateOf, type LocalDate } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import { FEED_ENDED, FEED_SPEAKS } from '../text/incident-words.ts'
import { providersOf, type ControlTotalDeps } from './control-totals.ts'
import type { IncidentDeps } from './deps.ts'

export type FeedDeps = ControlTotalDeps & IncidentDeps

export interface Watched {
  feeds: number
  silent: number
  closed: number
}

/**
 * Every working day before the pre-flight: a feed that is silent for longer than its pattern or rule allows is an
 * incident, until it speaks again or its provider is one no more. A control total is a word too: a day without reports
 * is no silence.
 */
export async function watchFeeds(deps: FeedDeps): Promise<Watched> {
  const now = deps.now()
  const today = localDateOf(now)
  const registry = await deps.registry.current()
  const calendar = registry.calendar('counter', today)
  if (!isWorkingDay(calendar, today)) return { feeds: 0, silent: 0, closed: 0 }
  const spoken = await daysOfFeeds(deps, today)
  const before = Map.groupBy(await deps.incidents.ofKind('silentFeed'), ({ subject }) => subject)
  const feeds = [...new Set([...spoken.keys(), ...before.keys(), ...registry.codes('feed')])]
  let [watched, closed] = [0, 0]
  for (const feed of feeds) {
    const [days, known] = [spoken.get(feed) ?? new Set<LocalDate>(), before.get(feed) ?? []]
    const isEnded = hasEnded(registry, feed, today)
    closed += Number(await closeWhereOver(deps, { days, known, isEnded }))
    const rule = isEnded ? undefined : ruleOf(registry, feed, { today, known })
    watched += Number(!isEnded && (days.size > 0 || rule !== undefined))
    const silence = isEnded ? undefined : silenceOf(days, { calendar, today, rule })
    if (silence !== undefined) await openSilence(deps, feed, silence)
  }
  const silent = (await deps.incidents.ofKind('silentFeed')).filter(isOpen).length
  deps.log.metric('feedsSilent', silent)
  return { feeds: watched, silent, closed }
}

/** A provider that the registry has switched off owes nothing any more. */
function hasEnded(registry: Registry, feed: string, today: LocalDate): boolean {
  const { by, of } = readFeedId(feed) ?? { by: 'source', of: feed }
  return by === 'provider' && registry.codes('agency').includes(of) && registry.find('agency', of, today) === undefined
}

type SilentFeed = IncidentOf<'silentFeed'>

/**
 * The rule in force, and the last day on which it expected nothing: it counts from its own first day, or from the day
 * after it was recorded. A silence that was an incident before is the same one, however long it lasts.
 */
function ruleOf(
  registry: Registry,
  feed: string,
  { today, known }: { today: LocalDate; known: readonly SilentFeed[] },
): Expectation['rule'] {
  const rule = registry.find('feed', feed, today)
  const since = registry.since('feed', feed, today)
  if (rule === undefined || since === undefined) return undefined
  const days = [addDays(since.from, -1), localDateOf(since.recordedAt), ...known.map(({ what }) => what.lastDay)]
  return { ...rule, after: days.toSorted().at(-1) ?? today }
}

const openSilence = ({ incidents }: FeedDeps, subject: string, what: Silence) =>
  incidents.open({ kind: 'silentFeed', subject, cause: what.lastDay, since: atLocal(what.lastDay, '24:00'), what })

interface Heard {
  days: ReadonlySet<LocalDate>
  known: readonly SilentFeed[]
  isEnded: boolean
}

async function closeWhereOver(deps: FeedDeps, { days, known, isEnded }: Heard): Promise<boolean> {
  const open = known.find(isOpen)
  if (open === undefined || !(isEnded || [...days].some((day) => day > open.what.lastDay))) return false
  const reason = isEnded ? FEED_ENDED : FEED_SPEAKS
  const closing = { at: deps.now(), by: { role: 'system', id: 'watch-feeds' }, reason }
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
