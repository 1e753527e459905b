import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { tableDeps } from '../platform/core.ts'
import { dynamoIncidentStore } from '../store/dynamo-incident-store.ts'
import { dynamoRegistryStore } from '../store/dynamo-registry-store.ts'
import { changeRegistry } from '../work/change-registry.ts'
import { registryChangesRequest } from '../work/wire.ts'

const { table, ...core } = tableDeps()
const deps = { ...core, registryStore: dynamoRegistryStore(table), incidents: dynamoIncidentStore(table) }

/** `POST /registry/changes`: previews what changed rules would do to the open cases, or puts them in force. */
export const handler = writeRoute('changeRegistry', deps.log, async ({ caller, body }) => {
  const answer = await changeRegistry(deps, caller, parse(registryChangesRequest, body))
  if (answer.type === 'rejected') throw new RefusedError(answer.rejection)
  return { status: 200, body: answer }
})
