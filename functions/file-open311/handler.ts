import { open311Write } from '../platform/open311.ts'
import { registerDeps } from '../platform/register-deps.ts'
import { dynamoApiKeyStore } from '../store/dynamo-api-key-store.ts'
import { dynamoCallerStore } from '../store/dynamo-caller-store.ts'
import { fileRequest } from '../work/file-request.ts'
import { Open311RefusedError } from '../work/open311-wire.ts'

const registering = registerDeps()
const { table } = registering
const deps = { ...registering, apiKeys: dynamoApiKeyStore(table), callers: dynamoCallerStore(table) }

/** `POST /open311/v2/requests.{json,xml}`: a field report by the form of GeoReport v2, from whoever holds a key. */
export const handler = open311Write(deps.log, async ({ resource, query, form }) => {
  if (resource !== 'requests') throw new Open311RefusedError({ why: 'resourceUnknown', value: resource })
  return { root: 'service_requests', value: [await fileRequest(deps, { ...query, ...form })] }
})
