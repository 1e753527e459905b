import { isWorkingDay } from '../../functions/domain/calendar.ts'
import type { Handler } from '../../functions/domain/event.ts'
import { addDays, atLocal, localDateOf, type Instant } from '../../functions/domain/instant.ts'
import type { Status } from '../../functions/domain/status.ts'
import { post, type TimedRequest } from './sample-request.ts'
import type { DossierStory } from './sample-story.ts'
import { secondsLater, type World } from './sample-world.ts'

/** One dossier of `POST /dossiers`. */
interface Item extends Omit<DossierStory['facts'], 'kind'> {
  status?: Status
  statusAt?: Instant
  reportedAt: Instant
  source: string
  handler?: Handler
  request?: { id: string; issuedAt: Instant; addressee?: string }
  applicant?: NonNullable<DossierStory['person']>
}

/** The monitoring reads the source two minutes before it tells the centre. */
const READ_BEFORE = -120
const BATCH = 60

/** What the monitoring of public services told of the dossiers, push by push, and what a second system repeated. */
export function tellDossiers(stories: readonly DossierStory[], world: World): TimedRequest[] {
  const pushes = pushTimes(world)
  const told = stories.map((story) => ({ story, items: tellDossier(story, pushes, world) }))
  const monitored = pushes.flatMap((push, index) => {
    const dossiers = told.flatMap(({ items }) => items.get(index) ?? [])
    return chunks(dossiers, BATCH).map((batch, n) =>
      post(secondsLater(push, n * 20), { role: 'operator' }, { path: '/dossiers', body: { dossiers: batch } }),
    )
  })
  return [...monitored, ...told.flatMap(({ story, items }) => fromSecondSource(story, items, { pushes, world }))]
}

/** Several times a working day, and rarely on days off, up to the end of the sample. */
function pushTimes(world: World): Instant[] {
  const { calendar, data, told, end } = world
  const times: Instant[] = []
  for (let date = localDateOf(data.period.from); date <= localDateOf(end); date = addDays(date, 1)) {
    const { workingDay, dayOff } = data.pushes
    times.push(...(isWorkingDay(calendar, date) ? workingDay : dayOff).map((time) => atLocal(date, time)))
  }
  return times.filter((time) => time > (told?.until ?? '') && time < end)
}

/** When the monitoring read the source for the last time; what happened later is told by nobody. */
export const lastRead = (world: World): Instant => secondsLater(pushTimes(world).at(-1) ?? world.end, READ_BEFORE)

type Items = Map<number, Item>

/** What each push says of the dossier: of several states between two pushes only the last, so states are jumped. */
function tellDossier(story: DossierStory, pushes: readonly Instant[], world: World): Items {
  const items: Items = new Map()
  const pushAfter = (at: Instant) => pushes.findIndex((push) => secondsLater(push, READ_BEFORE) >= at)
  const tell = (push: number, more: Partial<Item>) => {
    const time = pushes[push]
    if (time !== undefined) items.set(push, { ...newsOf(story, time, world), ...items.get(push), ...more })
  }
  const { toldUntil = '' } = story
  if (toldUntil === '')
    tell(pushAfter(story.facts.receivedAt), story.person === undefined ? {} : { applicant: story.person })
  for (const { at, command } of story.deeds.filter((deed) => deed.by === 'source' && deed.at > toldUntil)) {
    let push = pushAfter(at)
    if (command.type === 'changeStatus') tell(push, statusNews(story, command.status, at))
    if (command.type !== 'issueRequest') continue
    while (items.get(push)?.request !== undefined) push += 1
    const { request: id, issuedAt, addressee } = command
    tell(push, { request: { id, issuedAt: issuedAt ?? at, ...(addressee === undefined ? {} : { addressee }) } })
  }
  return withMishaps(items, pushes, world)
}

/** The facts as the source has them at the push: the appointment is made when the papers are taken in. */
function newsOf({ facts, deeds }: DossierStory, push: Instant, { data }: World): Item {
  const { kind: _, due, ...known } = facts
  const reportedAt = secondsLater(push, READ_BEFORE)
  const taken = deeds.some(({ at, command }) => command.type === 'changeStatus' && at <= reportedAt)
  return { ...known, ...(taken && due !== undefined ? { due } : {}), reportedAt, source: data.pushes.source }
}

const statusNews = ({ handler }: DossierStory, status: Status, statusAt: Instant): Partial<Item> => ({
  status,
  statusAt,
  ...(handler !== undefined && status === 'processing' ? { handler } : {}),
})

/** Now and then a push says the same as the one before, or a state arrives only after the one that followed it. */
function withMishaps(items: Items, pushes: readonly Instant[], { data, random }: World): Items {
  const isFree = (push: number) => (pushes[push] ?? data.period.to) < data.period.to && !items.has(push)
  const intended = [...items]
  for (const [n, [push, item]] of intended.entries()) {
    if (isFree(push + 1) && random.chance(0.05)) items.set(push + 1, item)
    const [before, after] = [intended[n - 1]?.[1], intended[n + 1]]
    const isPlainState = item.status !== undefined && item.request === undefined && before?.due === item.due
    if (!isPlainState || after?.[1].status === undefined) continue
    const belated = after[0] + 1
    if (!isFree(belated) || random.chance(0.85)) continue
    items.delete(push)
    items.set(belated, item)
  }
  return items
}

/** The agency's own one-stop software tells of some dossiers too, minutes later and by its own clock. */
function fromSecondSource(
  story: DossierStory,
  items: Items,
  { pushes, world }: { pushes: readonly Instant[]; world: World },
) {
  const { data, random } = world
  const { agency } = story.facts
  if (agency === undefined || items.size === 0 || !random.chance(0.08)) return []
  const [push, { request: _, ...item }] = random.pick([...items])
  const at = secondsLater(pushes[push] ?? world.end, random.int(300, 900))
  const statusAt = item.statusAt === undefined ? {} : { statusAt: secondsLater(item.statusAt, random.int(1, 90)) }
  const dossier = { ...item, ...statusAt, reportedAt: secondsLater(at, -5), source: data.secondSource }
  return [post(at, { role: 'agency', agency }, { path: '/dossiers', body: { dossiers: [dossier] } })]
}

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size))
