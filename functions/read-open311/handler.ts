import { localDateOf } from '../domain/instant.ts'
import { tableDeps } from '../platform/core.ts'
import { open311Read } from '../platform/open311.ts'
import { refuseJurisdiction, serviceDefinition, serviceOf } from '../work/open311-services.ts'
import { Open311RefusedError, parseParameters, requestQuery } from '../work/open311-wire.ts'
import { readRequest, readToken } from '../work/read-requests.ts'

const deps = tableDeps()

/** `GET /open311/v2/{services,requests,tokens}/{id}.{json,xml}`: the form of a service, one report, its token. */
export const handler = open311Read(deps.log, async ({ resource, id = '', query }) => {
  const [registry, on] = [await deps.registry.current(), localDateOf(deps.now())]
  refuseJurisdiction(query['jurisdiction_id'], registry, on)
  switch (resource) {
    case 'services':
      return { root: 'service_definition', value: serviceDefinition(serviceOf(registry, id, on), registry, on) }
    case 'requests': {
      const { extensions } = parseParameters(requestQuery, query)
      return { root: 'service_requests', value: [await readRequest(deps, id, extensions === 'true')] }
    }
    case 'tokens':
      return { root: 'service_requests', value: [await readToken(deps, id)] }
    default:
      throw new Open311RefusedError({ why: 'resourceUnknown', value: resource })
  }
})
