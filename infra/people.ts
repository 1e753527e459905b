import { Duration } from 'aws-cdk-lib'
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Rule } from 'aws-cdk-lib/aws-events'
import type { Function } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { Parts, Route } from './api.ts'
import type { Data } from './data.ts'
import { dondocFunction, type House } from './house.ts'
import { invokeAt } from './timetable.ts'

const { GET, POST } = HttpMethod

/** Citizens stand apart, and for no longer than the rule says. */
export function keepPeople(scope: Construct, { house, data }: { house: House; data: Data }): Rule {
  const { operators } = house
  const people = new Construct(scope, 'Citizens')
  operators.alarm('people-not-erased', {
    metric: operators.counted('peopleNotErased', 'Sum'),
    threshold: 1,
    meaning:
      'Some citizens could not be looked at and may be kept for longer than the rule says. The log of erase-people names their cases.',
  })
  // 02:00 in Vietnam.
  return invokeAt(people, house, { id: 'Nightly', at: 'cron(0 19 * * ? *)', target: eraser(people, { house, data }) })
}

const eraser = (scope: Construct, { house, data }: { house: House; data: Data }): Function =>
  dondocFunction(scope, house, {
    name: 'erase-people',
    alarm: {
      failures: 1,
      meaning: 'Citizens whose time is over were not all forgotten this night. The next night goes on with them.',
    },
    timeout: Duration.minutes(15),
    events: { retries: 1, maxAge: Duration.hours(2) },
    rights: [
      data.index('byPending', 'RETENTION'),
      data.items(['GetItem', 'PutItem', 'UpdateItem'], 'people'),
      data.items(['GetItem', 'Query'], 'cases'),
      data.registry(),
    ],
  })

/** Who looks at a citizen may see nothing else of the case; who asks who looked sees no citizen. */
export function peopleRoutes({ data }: Parts): Route[] {
  const path = '/cases/{id}/person'
  return [
    {
      method: GET,
      path,
      name: 'get-person',
      rights: [data.items(['GetItem'], 'people'), data.items(['PutItem'], 'readings')],
    },
    {
      method: GET,
      path: `${path}/readings`,
      name: 'list-person-readings',
      rights: [data.items(['Query'], 'readings')],
    },
    {
      method: POST,
      path: `${path}/erasure`,
      name: 'erase-person',
      rights: [data.items(['GetItem', 'PutItem'], 'people')],
    },
  ]
}
