import { Duration } from 'aws-cdk-lib'
import type { Rule } from 'aws-cdk-lib/aws-events'
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { Construct } from 'constructs'
import type { Parts, Route } from './api.ts'
import type { Data } from './data.ts'
import { dondocFunction, type House } from './house.ts'
import { invokeAt } from './timetable.ts'

const { GET, POST } = HttpMethod

/** What providers say to have sent, beside what came. */
export function controlTotalRoutes({ data }: Parts): Route[] {
  const path = '/control-totals'
  const read = [data.index('byReceived'), data.items(['Query'], 'controlTotals'), data.registry()]
  const tell = [data.items(['PutItem'], 'controlTotals'), data.registry()]
  return [
    { method: POST, path, name: 'tell-control-total', rights: tell },
    { method: GET, path, name: 'list-control-totals', rights: read },
  ]
}

/** 12:30 in Vietnam, every day, before the report's last look: the function asks the calendar for working days. */
export function watchFeeds(scope: Construct, { house, data }: { house: House; data: Data }): Rule {
  const feeds = new Construct(scope, 'Feeds')
  house.operators.alarm('feeds-silent', {
    metric: house.operators.counted('feedsSilent', 'Maximum'),
    threshold: 1,
    meaning:
      'A provider or a system sends nothing for longer than it ever did. GET /incidents?kind=silentFeed names it: ask it; the incident closes when it speaks again.',
  })
  const watch = dondocFunction(feeds, house, {
    name: 'watch-feeds',
    alarm: {
      failures: 1,
      meaning: 'Nobody looks whether feeds are silent. Lambda repeats the run; nothing depends on it.',
    },
    timeout: Duration.minutes(10),
    events: { retries: 2, maxAge: Duration.hours(2) },
    rights: [
      data.index('byReceived'),
      data.items(['Query'], 'controlTotals'),
      data.items(['GetItem', 'PutItem', 'Query'], 'incidents'),
      data.registry(),
    ],
  })
  return invokeAt(feeds, house, { id: 'Watch', at: 'cron(30 5 * * ? *)', target: watch })
}
