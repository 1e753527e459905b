import { openRoute } from '../platform/api.ts'
import { functionLog } from '../platform/log.ts'
import { openApiDocument } from '../platform/openapi.ts'
import { operations } from '../platform/operations/table.ts'

const document = openApiDocument(operations)

/** `GET /openapi.json`: the contract, for whoever is about to write a client; it holds nothing of anybody's. */
export const handler = openRoute(functionLog(), async () => ({ status: 200, body: document }))
