import { parseOuter, writeRoute } from '../platform/api.ts'
import { registerBatch } from '../platform/batch.ts'
import { registerDeps } from '../platform/register-deps.ts'
import { dossierBatch, dossierItem, dossierRegistration } from '../work/wire.ts'

const deps = registerDeps()
const register = registerBatch(deps, {
  action: 'registerDossier',
  item: dossierItem,
  registration: dossierRegistration,
})

/** `POST /dossiers`: 1–100 dossiers, each answered by itself. */
export const handler = writeRoute('registerDossier', deps.log, ({ caller, body }) =>
  register(caller, parseOuter(dossierBatch, body).dossiers),
)
