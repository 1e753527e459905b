import { execFile } from 'node:child_process'
import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { toMs, type Instant } from '../../functions/domain/instant.ts'
import { denied, Province, reportOf } from '../support/province.ts'
import { vn } from '../support/scenario.ts'

const undisturbed = new Province(4603)
const province = new Province(4604)
afterAll(async () => {
  await undisturbed.close()
  await province.close()
})

const tell = (to: Province, ...fieldReports: object[]) => to.call('/field-reports', { body: { fieldReports } })

const CHASED = ['buon-ho', 'buon-ma-thuot', 'cu-mgar', 'ea-kar'].map((agency) =>
  reportOf(agency, { due: vn('2021-10-21 17:00') }),
)
/** Falls due, and is escalated, between the restore point and the disaster. */
const DUE_MEANWHILE = reportOf('buon-ho', { code: 'meanwhile', due: vn('2021-10-22 08:30') })
/** Not known yet at the restore point; its provider tells it again. */
const TOLD_MEANWHILE = reportOf('cu-mgar', { code: 'lost', due: vn('2021-10-22 16:00') })

const RESTORE_POINT = vn('2021-10-22 06:00')
const DISASTER = vn('2021-10-22 09:00')
const table = (of: Province) => join(of.folder, 'state/dynamodb')
const copy = join(province.folder, 'table-at-six')

/** `npm run reconcile` on the clock of the province, with the logs that its runbook names. */
async function reconcile(at: Instant): Promise<string> {
  const { urls } = province.world
  const senders = ['send-digest', 'mail-report', 'check-report', 'send-brief', 'record-mail-events']
  const logs = senders.map((name) => join(province.folder, `log/dondoc-dev-${name}.ndjson`)).filter(existsSync)
  const bucket = province.model.functions.find(({ environment }) => environment['DOCUMENTS_BUCKET'])
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(clockAt(at))}`,
      'infra/centre/reconcile.ts',
      '--table',
      province.model.tables[0]?.name ?? '',
      '--bucket',
      bucket?.environment['DOCUMENTS_BUCKET'] ?? '',
      '--since',
      RESTORE_POINT,
      ...logs.flatMap((file) => ['--log', file]),
    ],
    {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: urls.aws,
        AWS_REGION: 'ap-southeast-1',
        AWS_ACCESS_KEY_ID: 'operator',
        AWS_SECRET_ACCESS_KEY: 'local',
      },
    },
  )
  return stdout
}
const clockAt = (at: Instant): string => `
  const Real = Date
  globalThis.Date = class extends Real {
    constructor(...given) { super(...(given.length > 0 ? given : [${toMs(at)}])) }
    static now() { return ${toMs(at)} }
  }`

it('a table restored to three hours ago, reconciled before the rules go on, leaves nobody mailed twice or not at all', async () => {
  // given a province that loses its table at 09:00, the morning's digest to one agency having failed
  await undisturbed.start(vn('2021-10-21 16:00'))
  await province.start(vn('2021-10-21 16:00'))
  for (const each of [undisturbed, province]) await tell(each, ...CHASED, DUE_MEANWHILE)
  await province.until(RESTORE_POINT)
  await province.stop()
  cpSync(table(province), copy, { recursive: true })
  const noMailTo = { 'ses:Recipients': ['*cu-mgar*'] }
  await province.start(
    RESTORE_POINT,
    denied('send-digest', { Action: ['ses:SendRawEmail'], Condition: { StringLike: noMailTo } }),
  )
  await undisturbed.until(vn('2021-10-22 08:15'))
  await province.until(vn('2021-10-22 08:15'))
  for (const each of [undisturbed, province]) await tell(each, TOLD_MEANWHILE)
  await province.until(DISASTER)
  await province.stop()
  const mailedBefore = province.mailIds()
  expect(mailedBefore.filter((id) => id.startsWith('2021-10-22T07:30~'))).toHaveLength(3)
  // when the table is restored with all rules off, reconciled, and the rules are turned on
  rmSync(table(province), { recursive: true })
  cpSync(copy, table(province), { recursive: true })
  await province.start(DISASTER, (model) => ({ ...model, rules: [] }))
  // then everybody's mail has its place in the table, and a repeat changes nothing
  const { length } = mailedBefore
  expect(await reconcile(DISASTER)).toContain(`${length} mails written, 0 known, 1 cases' steps fired`)
  const again = await reconcile(DISASTER)
  expect(again).toContain(`0 mails written, ${length} known`)
  expect(again).not.toContain('look yourself')
  await province.until(vn('2021-10-22 09:10'))
  expect(province.mailIds()).toEqual(mailedBefore)
  await province.start(vn('2021-10-22 09:10'))
  // and what had failed is redriven, and what the table lost is told again
  const [failed, ...others] = (await province.executions('digests')).filter(({ status }) => status === 'FAILED')
  expect(others).toEqual([])
  await province.redrive(failed?.arn ?? '')
  await tell(province, TOLD_MEANWHILE)
  const end = vn('2021-10-25 08:00')
  await undisturbed.until(end)
  await province.until(end)
  // then
  expect(province.mailIds().toSorted()).toEqual(undisturbed.mailIds().toSorted())
  expect(await standing(province)).toEqual(await standing(undisturbed))
}, 240_000)

/** Each case's notices: raised, and told to whom in which window. */
async function standing(of: Province) {
  const codes = [...CHASED, DUE_MEANWHILE, TOLD_MEANWHILE].map(({ code }) => `report:vnpt:${code}`)
  const cases = await of.access.cases.loadMany(codes)
  const chasing = new Set(['noticeRaised', 'noticeSettled'])
  return cases.map(({ id, entries }) => [id, entries.map(({ event }) => event).filter(({ type }) => chasing.has(type))])
}
