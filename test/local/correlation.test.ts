import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import * as z from 'zod'
import { Province } from '../support/province.ts'
import { vn } from '../support/scenario.ts'

const province = new Province(4605)
afterAll(() => province.close())

const line = z.looseObject({ message: z.string(), xray_trace_id: z.string().optional(), mail: z.string().optional() })

/** What a function has logged. */
function logOf(name: string): z.output<typeof line>[] {
  const file = join(province.folder, `log/dondoc-dev-${name}.ndjson`)
  const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  return text.split('\n').flatMap((each) => line.safeParse(JSON.parse(each || '{}')).data ?? [])
}

it('one id leads from a call of the API, through its timer, the escalation and the window of mail, to the mail', async () => {
  // given an urgent report that is told five minutes before it is due: its call arms the timer itself
  await province.start(vn('2021-10-28 19:25'))
  const report = { code: 'BH-1', provider: 'viettel', agency: 'buon-ho', unit: 'buon-ho', category: 'an-ninh-trat-tu' }
  const body = { fieldReports: [{ ...report, receivedAt: vn('2021-10-28 15:30') }] }
  await province.call('/field-reports', { body })
  // and another one told by another call, whose mail goes out on its own
  const other = { ...report, code: 'KN-1', agency: 'krong-nang', unit: 'krong-nang' }
  await province.call('/field-reports', { body: { fieldReports: [{ ...other, receivedAt: vn('2021-10-28 15:31') }] } })
  // when it falls due
  await province.until(vn('2021-10-28 19:40'))
  // then the mail itself says the id, as does each line of the functions that led to it
  const mails = await province.mailsTo('buon-ho')
  const mail = mails.find(({ text }) => text?.includes('BH-1'))
  const trace = z.string().parse(mail?.headers.get('x-dondoc-trace'))
  expect(trace).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/)
  const accepted = logOf('send-digest').filter(({ message }) => message === 'mail accepted')
  expect(accepted.find(({ mail: id }) => id === mail?.headers.get('x-dondoc-mail'))?.xray_trace_id).toBe(trace)
  const route = logOf('register-field-reports').filter(({ xray_trace_id: id }) => id === trace)
  expect(route.length).toBeGreaterThan(0)
  expect(new Set(route.map((each) => each['api_request_id'])).size).toBe(1)
  // and the other call has another one
  const ids = new Set(logOf('register-field-reports').map(({ xray_trace_id: id }) => id))
  expect(ids.size).toBe(2)
})
