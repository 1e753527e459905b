import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { accessMatrix, may, type Action, type Caller } from '../../functions/domain/access.ts'
import { atLocal, DAY_MS, MINUTE_MS, toMs } from '../../functions/domain/instant.ts'
import { operations } from '../../functions/platform/operations/table.ts'
import { dynamoApiKeyStore } from '../../functions/store/dynamo-api-key-store.ts'
import { dynamoRegistryStore } from '../../functions/store/dynamo-registry-store.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'
import { dynamoIncidentStore } from '../../functions/store/dynamo-incident-store.ts'
import type { TokenOwner } from '../../infra/local/issuer.ts'
import { apiKey, calls, dossierOf, fieldReportOf, letter, type Whose } from '../support/api-calls.ts'
import { ApiWorld, decoded, type Answer } from '../support/api-world.ts'
import { described, faultOf, jsonOf } from '../support/contract.ts'

/** Every kind of caller, with the token by which it comes and what the function should take it for. */
const own = { agency: 'so-tnmt', provider: 'vnpt' }
const callers: readonly [string, TokenOwner, Caller][] = [
  ['a provider', { role: 'provider', provider: 'vnpt' }, { role: 'provider', id: '', provider: 'vnpt' }],
  ['a provider’s software', { client: 'provider.vnpt' }, { role: 'provider', id: '', provider: 'vnpt' }],
  ['an agency', { role: 'agency', agency: 'so-tnmt' }, { role: 'agency', id: '', agency: 'so-tnmt' }],
  ['an agency’s software', { client: 'agency.so-tnmt' }, { role: 'agency', id: '', agency: 'so-tnmt' }],
  ['the centre’s monitoring', { client: 'centre.monitoring' }, { role: 'monitoring', id: '' }],
  ['an operator', { role: 'operator' }, { role: 'operator', id: '' }],
  ['a signer', { role: 'signer' }, { role: 'signer', id: '' }],
  ['an auditor', { role: 'auditor' }, { role: 'auditor', id: '' }],
  ['an administrator', { role: 'administrator' }, { role: 'administrator', id: '' }],
]

/** Tokens that hold and name nobody whom the matrix knows. */
const strangers: readonly [string, TokenOwner][] = [
  ['a scope of somebody else', { client: 'billing.read' }],
  ['a part of the centre that there is not', { client: 'centre.cleaning' }],
  ['a provider’s scope without the provider', { client: 'provider.' }],
  ['a group that is no role', { role: 'visitor' }],
  ['an agency without its agency', { role: 'agency' }],
  ['a person in the group of software', { role: 'monitoring' }],
]

const guarded = operations.flatMap(({ access, ...rest }) =>
  access === 'anybody' || access === 'link' ? [] : [{ ...rest, access }],
)
const operator: TokenOwner = { role: 'operator' }
let api: ApiWorld
const importIds = new Map<string, string>()

beforeAll(async () => {
  api = await ApiWorld.open(atLocal('2021-10-28', '10:00'))
  const dossiers = [dossierOf('so-tnmt', '0001'), dossierOf('so-gtvt', '0002')]
  const fieldReports = [fieldReportOf('vnpt', 'buon-ma-thuot', 'PA-1'), fieldReportOf('viettel', 'buon-ho', 'PA-2')]
  expect(await api.ask(operator, { path: '/dossiers', body: { dossiers } })).toMatchObject({ body: { accepted: 2 } })
  await api.ask(operator, { path: '/field-reports', body: { fieldReports } })
  await api.ask(operator, { path: '/directives', body: letter })
  for (const agency of ['so-tnmt', 'so-gtvt']) importIds.set(agency, await announced(agency))
  await dynamoApiKeyStore(api.table).add(apiKey)
  await dynamoRegistryStore(api.table).add(
    firstRegistry()
      .filter(({ kind }) => kind === 'accountability')
      .map((row) => ({ ...row, from: '2021-01-01', recordedAt: '2021-10-13T01:00:00.000Z' })),
  )
  const bounced = { why: 'bounced', mailbox: 'x' } as const
  await dynamoIncidentStore(api.table).open({
    kind: 'undeliverable',
    subject: 'so-tnmt:head',
    cause: 'test',
    since: '2021-10-28T00:00:00.000Z',
    what: bounced,
  })
  // The report's draft is made at 08:00 of the report day.
  await api.clock.runUntil(toMs(atLocal('2021-10-29', '08:20')))
}, 180_000)
afterAll(() => api.close())

async function announced(agency: string): Promise<string> {
  const answer = await api.ask({ role: 'agency', agency }, callOf('create-import', { ...whoseIs(agency, ''), agency }))
  return z.object({ id: z.string() }).parse(answer.body).id
}

const whoseIs = (agency: string, provider: string): Whose => ({ agency, provider, caseId: '', importId: '' })

/** A thing of the caller's own, or of others. */
function thingFor({ role }: Caller, whose: 'own' | 'other'): Whose {
  const [agency, provider, n] = whose === 'own' ? ['so-tnmt', 'vnpt', 1] : ['so-gtvt', 'viettel', 2]
  const caseId = role === 'provider' ? `report:${provider}:pa-${n}` : `dossier:000.00.14.h15-211027-000${n}`
  return { agency, provider, caseId, importId: importIds.get(agency) ?? '' }
}

function callOf(name: string, whose: Whose) {
  const call = calls[name]
  if (call === undefined) throw new Error(`no call of ${name} in test/support/api-calls.ts`)
  return call(whose)
}

/** What a batch refuses it refuses item by item. */
const batch = z.object({ results: z.tuple([z.object({ problem: z.object({ status: z.number() }).optional() })]) })
const statusOf = ({ status, body }: Answer): number => {
  const each = batch.safeParse(body).data?.results[0]
  return each?.problem?.status ?? status
}

/** Deeds on things that have an owner; of the others there is no own and no other. */
const owned = new Set<Action>([
  'registerDossier',
  'registerFieldReport',
  'commandCase',
  'readCase',
  'importCases',
  'explainAccountability',
  'tellControlTotal',
  'readControlTotals',
])
/** What each caller starts anew is its own. */
const ownsWhatItMakes = (name: string): boolean => name === 'create-import'

describe('every route', () => {
  it('has a call to be tried with', () => {
    expect(Object.keys(calls).toSorted()).toEqual(guarded.map(({ name }) => name).toSorted())
  })

  it.each(guarded)('$method $path is refused without a token that holds', async ({ name }) => {
    const call = callOf(name, thingFor({ role: 'operator', id: '' }, 'own'))
    expect((await api.ask(undefined, call)).status).toBe(401)
    const forged = `${(await api.tokenOf(operator)).slice(0, -8)}AAAAAAAA`
    expect((await api.ask(undefined, { ...call, headers: { authorization: `Bearer ${forged}` } })).status).toBe(401)
  })

  it.each(guarded)('$method $path is refused to whoever the matrix does not know', async ({ name }) => {
    const call = callOf(name, thingFor({ role: 'operator', id: '' }, 'own'))
    for (const [what, token] of strangers)
      expect([what, await api.ask(token, call)]).toMatchObject([
        what,
        { status: 401, body: { type: 'urn:problem-type:dondoc:unauthenticated' } },
      ])
  })

  it.each(guarded)('$method $path is for those whom the matrix names, and reaches as far', async ({ name, access }) => {
    const before = await api.rows()
    for (const [who, token, caller] of callers)
      for (const whose of ['own', 'other'] as const) {
        const owner = whose === 'own' ? own : { agency: 'so-gtvt', provider: 'viettel' }
        const isTheirs = owned.has(access) && !ownsWhatItMakes(name)
        if (may(caller, access, isTheirs ? owner : undefined)) continue
        const answer = await api.ask(token, callOf(name, thingFor(caller, whose)))
        expect([who, whose, statusOf(answer)]).toEqual([who, whose, 403])
      }
    expect(stored(await api.rows())).toEqual(stored(before))
  })
})

/** Counts of calls apart, which refused calls raise too. */
const stored = (rows: ReadonlyMap<string, unknown>) => [...rows].filter(([key]) => !key.startsWith('CALLER#'))

/** Published, drafted, and explained for as long as agencies may, before what comes after it. */
const pauses: Readonly<Record<string, number>> = {
  'correct-report': 10 * MINUTE_MS,
  'record-transmissions': 10 * MINUTE_MS,
  'get-accountability': 10 * MINUTE_MS,
  'sign-accountability': 5 * DAY_MS,
}

describe('who may', () => {
  const seen = new Set<string>()

  it.each(Object.keys(calls))('%s gets an answer as the contract describes it', async (name) => {
    const operation = described.find(({ operationId }) => operationId === name)
    const access = guarded.find((each) => each.name === name)?.access ?? 'signReport'
    await api.clock.runUntil(api.clock.now() + (pauses[name] ?? 0))
    for (const [who, token, caller] of callers) {
      if (!may(caller, access, owned.has(access) && !ownsWhatItMakes(name) ? own : undefined)) continue
      const answer = await api.ask(token, callOf(name, thingFor(caller, 'own')))
      expect([who, answer.status, answer.text.slice(0, 300)]).toEqual([who, expect.any(Number), expect.any(String)])
      expect([401, 403].includes(statusOf(answer)) || answer.status >= 500, `${who}: ${answer.text}`).toBe(false)
      const schema = jsonOf(operation?.responses[answer.status])
      if (schema === undefined) continue
      seen.add(name)
      expect(faultOf(schema, answer.body), `${name} ${answer.text.slice(0, 500)}`).toBeUndefined()
    }
    expect(seen).toContain(name)
  })
})

describe('a list', () => {
  const page = z.object({ items: z.array(z.object({ agency: z.string(), provider: z.string().optional() })) })
  const listed = async (as: TokenOwner, query = '') =>
    page.parse((await api.ask(as, { path: `/cases${query}` })).body).items

  it('holds the caller’s own cases only', async () => {
    for (const token of [{ role: 'agency', agency: 'so-tnmt' }, { client: 'agency.so-tnmt' }])
      expect(new Set((await listed(token)).map(({ agency }) => agency))).toEqual(new Set(['so-tnmt']))
    for (const token of [{ role: 'provider', provider: 'vnpt' }, { client: 'provider.vnpt' }])
      expect(new Set((await listed(token)).map(({ provider }) => provider))).toEqual(new Set(['vnpt']))
    expect(await listed({ client: 'provider.vnpt' }, '?agency=buon-ho')).toEqual([])
    expect((await api.ask({ client: 'agency.so-tnmt' }, { path: '/cases?agency=so-gtvt' })).status).toBe(403)
  })

  it('is whole for all whose reach is', async () => {
    const whole = await listed(operator)
    const whoSeeAll = Object.entries(accessMatrix.listCases).flatMap(([role, reach]) => (reach === 'all' ? [role] : []))
    for (const role of whoSeeAll)
      expect(await listed(role === 'monitoring' ? { client: 'centre.monitoring' } : { role })).toEqual(whole)
    expect(new Set(whole.map(({ agency }) => agency))).toEqual(
      new Set(['so-tnmt', 'so-gtvt', 'buon-ma-thuot', 'buon-ho']),
    )
  })
})

describe('the centre’s monitoring', () => {
  it('watches dossiers, and says nothing of field reports', async () => {
    const call = { body: { type: 'changeStatus', status: 'processing' } }
    const path = `/cases/${encodeURIComponent('report:vnpt:pa-1')}/commands`
    expect(await api.ask({ client: 'centre.monitoring' }, { path, ...call })).toMatchObject({ status: 403 })
  })
})

describe('a route without a token', () => {
  it('gives its contract to anybody, and its pages to those with the link alone', async () => {
    expect(await api.ask(undefined, { path: '/openapi.json' })).toMatchObject({
      status: 200,
      body: { openapi: '3.1.0' },
    })
    for (const token of [undefined, operator]) {
      const answer = await api.ask(token, { path: '/answers/nonsense' })
      expect([answer.status >= 400 && answer.status < 500, answer.headers.get('content-type')]).toEqual([
        true,
        'text/html; charset=utf-8',
      ])
    }
  })
})

describe('the citizen', () => {
  const secrets = ['Bí Mật', '0905000111', 'Văn Kín', '0905000222', 'Phố Kín']
  const tells = (text: string): boolean => secrets.some((secret) => text.normalize().includes(secret))

  it('was shown by the route that is for it', () => {
    const shown = api.heard.filter(({ text }) => tells(text)).map(({ path }) => path)
    expect(new Set(shown)).toEqual(new Set(['/cases/dossier%3A000.00.14.h15-211027-0001/person?purpose=contact']))
  })

  it('stands in no mail, log, document or row but its own, plain or encoded', async () => {
    const left = [...api.left('log/**/*'), ...api.left('mail/*.eml'), ...api.left('s3/**/*')]
    expect(left.length).toBeGreaterThan(20)
    expect(left.filter((text) => tells(text) || tells(decoded(text)))).toEqual([])
    const rows = [...(await api.rows())].filter(([, row]) => tells(JSON.stringify(row)))
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter(([key]) => !key.startsWith('PERSON#'))).toEqual([])
  })
})
