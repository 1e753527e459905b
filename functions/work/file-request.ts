import { createHmac } from 'node:crypto'
import type { Caller } from '../domain/access.ts'
import { caseId, fieldReportId } from '../domain/case-id.ts'
import type { RegisterFieldReport } from '../domain/command.ts'
import { localDateOf, type Instant, type LocalDate } from '../domain/instant.ts'
import { definedOnly } from '../domain/objects.ts'
import { areaOf } from '../domain/place.ts'
import type { Registry } from '../domain/registry.ts'
import { USUAL_A_MINUTE, wrongAnswers, type Answers } from '../domain/service.ts'
import { serviceNotice } from '../text/open311-words.ts'
import { holderOf, type ApiKeyDeps } from './api-keys.ts'
import { secondsToWait, type Counter } from './call-limit.ts'
import type { RegisterDeps } from './deps.ts'
import { attributesOf, refuseJurisdiction, serviceOf, unitNamedIn } from './open311-services.ts'
import {
  answersOf,
  Open311RefusedError,
  parseParameters,
  requestForm,
  type Fields,
  type RequestForm,
} from './open311-wire.ts'
import { register } from './register.ts'
import type { Citizen, Registration } from './wire.ts'

export type FileDeps = RegisterDeps & ApiKeyDeps & Counter

/** What `POST requests` answers: the report has its id at once. */
export interface Filed {
  service_request_id: string
  service_notice: string | null
  account_id: string | null
}

/**
 * Takes in a report by the form of GeoReport v2, in the name of the provider whose key it carries. It is the report that
 * the provider sends elsewhere under the same `attribute[code]`; without a code, a form sent again word by word on the
 * same day is the same report.
 * @throws Open311RefusedError
 */
export async function fileRequest(deps: FileDeps, parameters: Fields): Promise<Filed> {
  const { api_key: key, jurisdiction_id: jurisdiction, ...fields } = parameters
  if (typeof key !== 'string' || key === '') throw new Open311RefusedError({ why: 'keyMissing' })
  const who = await holderOf(deps, key)
  if (who?.role !== 'provider') throw new Open311RefusedError({ why: 'keyInvalid' })
  const now = deps.now()
  const at = { registry: await deps.registry.current(), on: localDateOf(now) }
  await refuseHasty(deps, who, at)
  refuseJurisdiction(jurisdiction, at.registry, at.on)
  const form = parseParameters(requestForm, fields)
  const answers = answersOf(fields)
  const code = answers['code']?.[0] ?? codeOf(fields, at.on, key)
  refuseForm({ form, answers, id: fieldReportId(who.provider, code) }, at)
  const item = await registrationOf(deps, who.provider, { form, answers, code, at, now })
  const registered = await register(deps, who, item)
  if (registered.result === 'rejected')
    throw new Open311RefusedError({ why: 'rejected', rejection: registered.rejection })
  deps.log.metric('casesIn', 1)
  const summary = (await deps.cases.load(registered.id))?.summary
  return {
    service_request_id: registered.id,
    service_notice: (summary && serviceNotice(summary)) ?? null,
    account_id: form.account_id ?? null,
  }
}

interface At {
  registry: Registry
  on: LocalDate
}

/** Each key has a minute of its own, so that one provider's loop keeps no other one out. */
async function refuseHasty(counter: Counter, who: Caller, { registry, on }: At): Promise<void> {
  const most = registry.find('open311', 'georeport', on)?.perMinute ?? USUAL_A_MINUTE
  const seconds = await secondsToWait(counter, who, most)
  if (seconds !== undefined) throw new Open311RefusedError({ why: 'tooMany', seconds })
}

interface Form {
  form: RequestForm
  answers: Answers
  /** Which the report will have. */
  id: string
}

function refuseForm({ form, answers, id }: Form, { registry, on }: At): void {
  const category = serviceOf(registry, form.service_code, on)
  const isPlaced = form.lat !== undefined && form.long !== undefined
  if (!isPlaced && form.address_string === undefined && form.address_id === undefined)
    throw new Open311RefusedError({ why: 'locationMissing' })
  const wrong = wrongAnswers(attributesOf(category, registry, on), answers)
  if (!caseId.safeParse(id).success) wrong.push({ code: 'code', rule: 'tooLong' })
  const [first, ...more] = wrong.map((answer) => ({ why: 'answerWrong' as const, answer }))
  if (first !== undefined) throw new Open311RefusedError(first, ...more)
}

interface Given {
  form: RequestForm
  answers: Answers
  code: string
  at: At
  now: Instant
}

/**
 * A report that is known keeps its moment and its agency: the form says neither. A new one goes to the committee of its
 * place, if that can be told, until somebody knows better.
 */
async function registrationOf(
  { cases }: FileDeps,
  provider: string,
  { form, answers, code, at, now }: Given,
): Promise<Registration<RegisterFieldReport>> {
  const known = await cases.load(fieldReportId(provider, code))
  const unit = unitOf(form, answers, at)
  const agency = known === undefined && unit !== undefined && isAgency(unit, at) ? unit : undefined
  const person = citizenOf(form, answers)
  const facts: RegisterFieldReport['facts'] = {
    kind: 'fieldReport',
    code,
    provider,
    category: form.service_code,
    receivedAt: known?.summary.receivedAt ?? now,
    ...definedOnly({ unit, agency, area: person.location && areaOf(person.location) }),
  }
  return { command: { type: 'registerFieldReport', facts }, person }
}

const isAgency = (id: string, { registry, on }: At): boolean => registry.find('agency', id, on) !== undefined

/** By the answer, else the address: a point on the map alone tells none. */
function unitOf({ address_id: id, address_string: address = '' }: RequestForm, answers: Answers, at: At) {
  if (answers['unit'] !== undefined) return answers['unit'][0]
  return id !== undefined && isAgency(id, at) ? id : unitNamedIn(address, at.registry, at.on)
}

function citizenOf(form: RequestForm, answers: Answers): Citizen {
  const { lat, long, first_name: first, last_name: last } = form
  const { code: _, unit: __, ...asked } = answers
  const name = [last, first].filter((part) => part !== undefined).join(' ')
  return definedOnly({
    name: name === '' ? undefined : name,
    phone: form.phone,
    email: form.email,
    address: form.address_string,
    addressId: form.address_id,
    description: form.description,
    account: form.account_id,
    device: form.device_id,
    location: lat === undefined || long === undefined ? undefined : { lat, long },
    media: form.media_url,
    answers: Object.keys(asked).length === 0 ? undefined : mutable(asked),
  })
}

const mutable = (answers: Answers): Record<string, string[]> =>
  Object.fromEntries(Object.entries(answers).map(([code, given]) => [code, [...given]]))

/**
 * A retry after a lost answer must not file the report again. Anybody reads the code: without the key nobody can try
 * which phone or name leads to it.
 */
function codeOf(fields: Fields, on: LocalDate, key: string): string {
  const words = Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const sum = createHmac('sha256', key).update(JSON.stringify(words)).digest('hex').slice(0, 16)
  return `o311-${on.replaceAll('-', '')}-${sum}`
}
