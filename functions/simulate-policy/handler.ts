import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { tableDeps } from '../platform/core.ts'
import { dynamoRegistryStore } from '../store/dynamo-registry-store.ts'
import { simulatePolicy } from '../work/simulate-policy.ts'
import { simulationRequest } from '../work/wire.ts'

const { table, ...core } = tableDeps()
const deps = { ...core, registryStore: dynamoRegistryStore(table) }

/** `POST /policies/simulation`: the mails that proposed policies would have sent in the last weeks; sends none. */
export const handler = writeRoute('simulatePolicy', deps.log, async ({ body }) => {
  const answer = await simulatePolicy(deps, parse(simulationRequest, body))
  if (answer.type === 'rejected') throw new RefusedError(answer.rejection)
  return { status: 200, body: answer }
})
