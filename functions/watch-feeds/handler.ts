import * as z from 'zod'
import { feedDeps } from '../platform/feed-deps.ts'
import { scheduledEvent, task } from '../platform/task.ts'
import { watchFeeds } from '../work/watch-feeds.ts'

const deps = feedDeps()
const count = z.int()

/** Every working day at 12:30: which feeds are silent for longer than their pattern allows. */
export const handler = task(
  { input: scheduledEvent, answer: z.object({ feeds: count, silent: count, closed: count }) },
  deps.log,
  () => watchFeeds(deps),
)
