import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { nextDocument } from '../../functions/domain/document.ts'
import { dynamoCaseStore } from '../../functions/store/dynamo-case-store.ts'
import { dynamoRegistryStore } from '../../functions/store/dynamo-registry-store.ts'
import { startDynalite, type TestDatabase } from '../support/dynalite.ts'
import { row, rows } from '../support/registry.ts'
import { dossier, Scenario, vn } from '../support/scenario.ts'

const ID = 'dossier:000.00.14.h15-211018-0001'
const response = z.object({ statusCode: z.int(), body: z.string() })

let database: TestDatabase
let handle: (event: APIGatewayProxyEventV2, context: Context) => Promise<unknown>

beforeAll(async () => {
  database = await startDynalite()
  const table = await database.table()
  const later = { ...row('limit', 'dossier:gpxd', { limit: { amount: 1, unit: 'workingDays' } }), source: 'sửa đổi' }
  await dynamoRegistryStore(table).add([...rows, { ...later, recordedAt: vn('2021-10-20 12:00') }])
  const { entries, registry } = new Scenario().given(['2021-10-18 09:05', { type: 'registerDossier', facts: dossier }])
  const now = { registry, now: vn('2021-10-18 09:05') }
  await dynamoCaseStore(table).save(nextDocument(undefined, { id: ID, entries, firedStep: false }, now), undefined)
  vi.stubEnv('TABLE_NAME', table.name)
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', database.endpoint)
  vi.stubEnv('AWS_REGION', 'ap-southeast-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  const module = await import('../../functions/explain-case/handler.ts')
  handle = async (event, context) => module.handler(event, context)
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await database.stop()
})

const OPERATOR = { sub: 'lan', 'cognito:groups': '[operator]' }

async function ask(query: Record<string, string> = {}, claims: Record<string, string> = OPERATOR, id = ID) {
  const event = {
    headers: {},
    pathParameters: { id },
    queryStringParameters: query,
    requestContext: { authorizer: { jwt: { claims } } },
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the fields of a request that the stack reads
  const answer = response.parse(await handle(event as unknown as APIGatewayProxyEventV2, {} as Context))
  return { status: answer.statusCode, body: z.record(z.string(), z.unknown()).parse(JSON.parse(answer.body)) }
}

describe('GET /cases/{id}/explanation', () => {
  it('answers with lines, text, figures and the measure of 766/QĐ-TTg', async () => {
    expect(await ask({ asOf: '2021-10-22T08:00:00+07:00' })).toMatchObject({
      status: 200,
      body: {
        id: ID,
        knownAt: vn('2021-10-22 08:00'),
        figures: { due: vn('2021-10-19 17:00'), outcome: 'overdue' },
        measure766: { result: 'late', retroactive: true },
        text: expect.stringMatching(/^GIẢI TRÌNH HẠN XỬ LÝ HỒ SƠ/),
        lines: expect.arrayContaining([
          expect.objectContaining({
            kind: 'limitRule',
            code: 'dossier:gpxd',
            text: expect.stringContaining('sửa đổi'),
          }),
        ]),
      },
    })
  })

  it('answers by the rules known then: `knownAt` is `asOf` unless told', async () => {
    const asOf = '2021-10-20T11:59:00+07:00'
    expect(await ask({ asOf })).toMatchObject({ body: { figures: { due: vn('2021-10-21 17:00'), outcome: 'inTime' } } })
    expect(await ask({ asOf, knownAt: '2021-10-20T12:00:00+07:00' })).toMatchObject({
      body: { figures: { due: vn('2021-10-19 17:00'), outcome: 'overdue' } },
    })
  })

  it('answers as of now where nothing is asked', async () => {
    const { body } = await ask()
    expect(Date.now() - Date.parse(z.string().parse(body['asOf']))).toBeLessThan(60_000)
  })

  it('is for those who may read the case', async () => {
    const agency = (id: string) => ({ sub: 'x', 'cognito:groups': '[agency]', 'custom:agency': id })
    expect(await ask({}, agency('so-xd'))).toMatchObject({ status: 200 })
    expect(await ask({}, agency('bmt'))).toMatchObject({ status: 403 })
    expect(await ask({}, {})).toMatchObject({ status: 401 })
  })

  it('refuses the future, what is no query, and cases that were not there', async () => {
    expect(await ask({ asOf: '2199-01-01T00:00:00Z' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'asOf' }] },
    })
    expect(await ask({ asOf: 'hôm qua' })).toMatchObject({ status: 400 })
    expect(await ask({ asOf: '2021-10-18T09:00:00+07:00' })).toMatchObject({ status: 404 })
    expect(await ask({}, OPERATOR, 'dossier:000.00.14.h15-211018-0002')).toMatchObject({ status: 404 })
  })
})
