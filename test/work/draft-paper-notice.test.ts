import { describe, expect, it } from 'vitest'
import { mailIdOf } from '../../functions/store/mail-store.ts'
import type { MailEventDeps } from '../../functions/work/deps.ts'
import { closeIncident, listIncidents } from '../../functions/work/incidents.ts'
import { recordMailEvent } from '../../functions/work/record-mail-event.ts'
import { about, addresses, bounced, head, monday, open, own, recipient, tell, told } from '../support/bounced-mail.ts'
import type { TestDeps } from '../support/deps.ts'
import { fieldReport, vn } from '../support/scenario.ts'
import { morning } from '../support/windows.ts'
import { unzip, wordText } from '../support/zip.ts'

const KEY = 'paper/bmt-head-1.docx'
const gone = (n: number) => about({ type: 'bounced', permanent: true }, `memory-${n}`)

/** Friday's mail to the focal point bounces, Monday's goes to the head. */
async function toTheHead(): Promise<TestDeps> {
  const deps = await told()
  await tell(deps, bounced)
  await morning(deps, monday)
  expect(addresses(deps)).toEqual([own, head])
  deps.at('2021-10-25 07:32')
  return deps
}
const headBounces = (deps: MailEventDeps) =>
  recordMailEvent(deps, mailIdOf({ recipient: 'bmt:head', window: '2021-10-25T07:30' }), gone(2))

const textOf = async (deps: TestDeps, key = KEY): Promise<string> => {
  const file = await deps.documents.get(key)
  return wordText(unzip(Buffer.from(file?.body ?? [])).get('word/document.xml') ?? '')
}

describe('a letter on paper', () => {
  it('is drafted when the last mailbox of an agency has failed, not before, and the incident names it', async () => {
    const deps = await toTheHead()
    expect(await deps.documents.list('paper/')).toEqual([])
    await headBounces(deps)
    expect(await deps.documents.list('paper/')).toEqual([KEY])
    const paper = { key: KEY, draftedAt: vn('2021-10-25 07:32'), cases: 1 }
    expect(await open(deps)).toMatchObject([{ subject: recipient }, { subject: 'bmt:head', paper }])
    expect((await listIncidents(deps, {})).incidents.at(-1)).toMatchObject({
      paper: { ...paper, download: { method: 'GET', url: `memory:${KEY}` } },
      text: expect.stringContaining('đã soạn công văn giấy về 1 việc lúc 07:32 ngày 25/10/2021, chờ cấp số, ký và gửi'),
    })
  })

  it('tells the agency what is late, why it comes on paper, and asks for a mailbox', async () => {
    const deps = await toTheHead()
    await deps.tell('report:vnpt:pa-2', {
      type: 'registerFieldReport',
      facts: { ...fieldReport, code: 'PA-2', receivedAt: vn('2021-10-18 10:00') },
    })
    await deps.tell('report:vnpt:pa-9', {
      type: 'registerFieldReport',
      facts: { ...fieldReport, code: 'PA-9', agency: 'so-xd' },
    })
    await headBounces(deps)
    const text = await textOf(deps)
    for (const said of [
      'Số: ……/',
      'V/v đôn đốc xử lý 2 phản ánh quá hạn',
      'ngày …… tháng 10 năm 2021',
      'Kính gửi: UBND thành phố Buôn Ma Thuột',
      'máy chủ nhận thư báo địa chỉ không nhận được thư (từ 07:31 ngày 22/10/2021)',
      'PA-1',
      'PA-2',
      '- Như trên;',
      './.',
      'DANH SÁCH 2 PHẢN ÁNH QUÁ HẠN',
    ])
      expect(text).toContain(said)
    expect(text).not.toContain('PA-9')
  })

  it('is drafted once, though the bounce is told again and a run dies between file and note', async () => {
    const deps = await toTheHead()
    const attach = async (): Promise<never> => {
      throw new Error('killed')
    }
    await expect(headBounces({ ...deps, incidents: { ...deps.incidents, attach } })).rejects.toThrow('killed')
    deps.at('2021-10-25 07:40')
    await headBounces(deps)
    await headBounces(deps)
    expect(await deps.documents.list('paper/')).toEqual([KEY])
    expect((await open(deps)).at(-1)?.paper?.draftedAt).toBe(vn('2021-10-25 07:40'))
  })

  it('is drafted anew for the next incident, once a mailbox was said to be mended', async () => {
    const deps = await toTheHead()
    await headBounces(deps)
    const operator = { role: 'operator', id: 'truc' } as const
    expect(
      (await closeIncident(deps, operator, { id: 'undeliverable~bmt:head~1', reason: 'Đã sửa' }))?.paper?.key,
    ).toBe(KEY)
    await morning(deps, '2021-10-26 07:30')
    expect(addresses(deps)).toEqual([own, head, head])
    await recordMailEvent(deps, mailIdOf({ recipient: 'bmt:head', window: '2021-10-26T07:30' }), gone(3))
    expect(await deps.documents.list('paper/')).toEqual([KEY, 'paper/bmt-head-2.docx'])
  })

  it('is not drafted where nothing is left to tell', async () => {
    const deps = await toTheHead()
    await deps.tell('report:vnpt:pa-1', { type: 'resolve', outcome: 'resolved' })
    await headBounces(deps)
    expect(await deps.documents.list('paper/')).toEqual([])
    expect(await open(deps)).toHaveLength(2)
  })
})
