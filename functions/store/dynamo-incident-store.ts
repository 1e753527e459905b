import * as z from 'zod'
import { incident, isOfKind, type Incident } from '../domain/incident.ts'
import { ifAbsent, putOnce, queryItems, type Condition, type Query, type Table } from './dynamo-table.ts'
import { numbered, standing, type IncidentStore } from './incident-store.ts'
import { incidentKey, incidentPartition, incidentPrefix } from './keys.ts'

const incidentItem = z.object({ incident })

export function dynamoIncidentStore(table: Table): IncidentStore {
  const read = async (query: Query): Promise<Incident[]> => {
    const incidents: Incident[] = []
    for await (const item of queryItems(table, query)) incidents.push(incidentItem.parse(item).incident)
    return incidents
  }
  const store: IncidentStore = {
    async open(news) {
      const partition = incidentPartition(news.kind)
      const ofSubject = { where: 'begins_with(#sk, :subject)', values: { ':subject': incidentPrefix(news.subject) } }
      const known = await read({ partition, ...ofSubject })
      const found = standing(known, news)
      if (found !== undefined) return found
      const opened = numbered(news, known)
      const saved = await putOnce(table, { ...incidentKey(opened), incident: opened }, ifAbsent)
      // A rival has the number: what it opened stands, unless it is closed already.
      return saved === 'saved' ? opened : store.open(news)
    },
    attach: (open, paper) => putOnce(table, { ...incidentKey(open), incident: { ...open, paper } }, ifAsRead(open)),
    close: (open, closed) => putOnce(table, { ...incidentKey(open), incident: { ...open, closed } }, ifAsRead(open)),
    ofKind: async (kind) => (await read({ partition: incidentPartition(kind) })).filter(isOfKind(kind)),
  }
  return store
}

/** Open, and with the letter that it had. */
const ifAsRead = ({ paper }: Incident): Condition => ({
  ConditionExpression:
    'attribute_exists(pk) AND attribute_not_exists(incident.closed) AND ' +
    `attribute_${paper === undefined ? 'not_exists' : 'exists'}(incident.paper)`,
})
