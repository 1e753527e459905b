import { refuseUnknownAgency } from '../domain/happening.ts'
import { localDateOf } from '../domain/instant.ts'
import { accountabilityRecords } from '../platform/accountability-deps.ts'
import { demand, parse, RefusedError, writeRoute } from '../platform/api.ts'
import { accountabilityName, explanationRequest } from '../work/directive-wire.ts'
import { explainAccountability, partyOf } from '../work/read-accountability.ts'

const deps = accountabilityRecords()

/** `POST /directives/{id}/accountability/{kind}/explanations`: what an agency or provider says of its part. */
export const handler = writeRoute('explainAccountability', deps.log, async ({ caller, path, body }) => {
  const name = parse(accountabilityName, path)
  const { text, by: named } = parse(explanationRequest, body)
  const by = named ?? partyOf(caller)
  demand(caller, 'explainAccountability', { agency: by, provider: by })
  const unknown = refuseUnknownAgency(await deps.registry.current(), { by: by ?? '' }, localDateOf(deps.now()))
  if (by === undefined || unknown !== undefined) throw new RefusedError(unknown ?? 'forbidden')
  const explained = await explainAccountability(deps, name, { by, text })
  if (explained.type === 'noDraft') throw new RefusedError('noAccountability')
  const { at, late } = explained
  return { status: 200, body: { ...name, by, at, late } }
})
