import { accountabilityRecords } from '../platform/accountability-deps.ts'
import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { accountabilityName } from '../work/directive-wire.ts'
import { orderDraft } from '../work/plan-accountability.ts'

const deps = { ...accountabilityRecords(), machines: stepFunctions() }

/** `POST /directives/{id}/accountability/{kind}/drafts`: a draft by what is known now, the first one too. */
export const handler = writeRoute('draftAccountability', deps.log, async ({ path }) => {
  const name = parse(accountabilityName, path)
  const ordered = await orderDraft(deps, name)
  if (ordered === 'notAsked') throw new RefusedError('noAccountability')
  if (ordered === 'signed') throw new RefusedError('accountabilitySigned')
  if (ordered === 'noSettings') throw new RefusedError('noAccountabilityRules')
  return { status: 202, body: { ...name, ...ordered } }
})
