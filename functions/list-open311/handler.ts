import { localDateOf } from '../domain/instant.ts'
import { tableDeps } from '../platform/core.ts'
import { open311Read } from '../platform/open311.ts'
import { discovery, refuseJurisdiction, serviceList } from '../work/open311-services.ts'
import { Open311RefusedError, parseParameters, requestsQuery } from '../work/open311-wire.ts'
import { listRequests } from '../work/read-requests.ts'

const deps = tableDeps()

/** `GET /open311/v2/{discovery,services,requests}.{json,xml}`: what can be reported, and where reports stand. */
export const handler = open311Read(deps.log, async ({ resource, query, url }) => {
  const [registry, on] = [await deps.registry.current(), localDateOf(deps.now())]
  if (resource === 'discovery') return { root: 'discovery', value: discovery(registry, on, url) }
  refuseJurisdiction(query['jurisdiction_id'], registry, on)
  switch (resource) {
    case 'services':
      return { root: 'services', value: serviceList(registry, on) }
    case 'requests':
      return { root: 'service_requests', value: await listRequests(deps, parseParameters(requestsQuery, query)) }
    default:
      throw new Open311RefusedError({ why: 'resourceUnknown', value: resource })
  }
})
