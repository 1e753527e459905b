import * as z from 'zod'
import { atLocal, localDateOf, type Instant } from '../../functions/domain/instant.ts'
import { contribution } from '../../functions/domain/contribution.ts'
import { read } from './first-registry.ts'
import { post, type TimedRequest, type Voice } from './sample-request.ts'
import { idOf, stateOfStory, type Deed, type FieldReportStory, type Story } from './sample-story.ts'
import { secondsLater, type World } from './sample-world.ts'

/** What agencies and operators do to cases through the API, at the moment they do it. */
export const tellCommands = (stories: readonly Story[], world: World): TimedRequest[] =>
  stories.flatMap((story) =>
    story.deeds.flatMap(({ at, by, command }, n) => {
      if (at < (world.told?.until ?? '')) return []
      const voice = voiceOf(by, { ...story, deeds: story.deeds.slice(0, n) }, world)
      const path = `/cases/${encodeURIComponent(idOf(story))}/commands`
      return voice === undefined ? [] : post(at, voice, { path, body: command })
    }),
  )

/** A source does not command: it tells of its cases. */
function voiceOf(by: Deed['by'], story: Story, world: World): Voice | undefined {
  switch (by) {
    case 'source':
      return undefined
    case 'operator':
      return { role: 'operator' }
    case 'agency': {
      const agency = stateOfStory(story, world)?.agency
      return agency === undefined ? undefined : { role: 'agency', agency }
    }
    default:
      return by satisfies never
  }
}

/** What the providers' apps told of the field reports: each one minutes after it came in, then its states. */
export function tellFieldReports(stories: readonly FieldReportStory[], world: World): TimedRequest[] {
  const { data, random } = world
  const opening = atLocal(localDateOf(data.period.from), data.pushes.workingDay[0])
  return stories.flatMap((story) => {
    const { kind: _, ...facts } = story.facts
    const known = facts.receivedAt < data.period.from ? opening : facts.receivedAt
    const told = (at: Instant, news: object) => {
      const fieldReports = [{ ...facts, reportedAt: secondsLater(at, -random.int(1, 20)), ...news }]
      const request = post(
        at,
        { role: 'provider', provider: facts.provider },
        { path: '/field-reports', body: { fieldReports } },
      )
      return random.chance(0.06) ? [request, { ...request, at: secondsLater(at, random.int(60, 900)) }] : [request]
    }
    const { toldUntil } = story
    const first =
      toldUntil === undefined
        ? told(secondsLater(known, random.int(60, 720)), { ...story.scene, ...sender(story) })
        : []
    const states = story.deeds.flatMap(({ at, by, command }) =>
      by === 'source' && at > (toldUntil ?? '') && command.type === 'changeStatus'
        ? told(secondsLater(at, random.int(20, 600)), { status: command.status, statusAt: at })
        : [],
    )
    return [...first, ...states]
  })
}

const sender = ({ person }: Story): object => (person === undefined ? {} : { reporter: person })

/** The report day: people write what the system cannot count, then the director signs. */
export function tellReview({ data: { review } }: World): TimedRequest[] {
  const texts = read(review.texts, z.array(contribution))
  const path = `/weekly-reports/${review.week}`
  const share = Math.ceil(texts.length / review.contributions.length)
  const contributed = review.contributions.map((time, n) => {
    const contributions = texts.slice(n * share, (n + 1) * share)
    return post(
      atLocal(review.date, time),
      { role: 'operator' },
      { path: `${path}/contributions`, body: { contributions } },
    )
  })
  const signed = post(
    atLocal(review.date, review.signature),
    { role: 'signer' },
    { path: `${path}/signature`, body: {} },
  )
  return [...contributed, signed]
}
