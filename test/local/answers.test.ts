import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { answerLinkIn, Province } from '../support/province.ts'
import { vn } from '../support/scenario.ts'

const AGENCY = 'buon-ma-thuot'
const MAILBOX = `dau-moi.${AGENCY}@daklak.example`
const WHO = { role: 'agency-link', id: `${AGENCY}:focalPoint` }
const province = new Province(4595)
const idOf = (n: number) => `report:vnpt:pa-${n}`

const view = z.looseObject({
  timeline: z.array(z.looseObject({ recordedAt: z.string(), event: z.looseObject({}), actor: z.looseObject({}) })),
})
const caseOf = async (n: number) => view.parse(await province.call(`/cases/${encodeURIComponent(idOf(n))}`))
const allCases = () => Promise.all([1, 2, 3, 4, 5, 6].map(caseOf))
/** What the timeline says last: the answer, who gave it, and when. */
const lastOf = async (n: number) => (await caseOf(n)).timeline.at(-1)

interface Shown {
  status: number
  page: string
}

async function show(link: string, init?: RequestInit): Promise<Shown> {
  const response = await province.fetch(link, init)
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  return { status: response.status, page: await response.text() }
}

/** As a browser sends the form that the page holds. */
async function answer(link: string, fields: Record<string, string>, chosen: readonly number[]): Promise<Shown> {
  const form = /name="form" value="([^"]+)"/.exec((await show(link)).page)?.[1] ?? ''
  return submit(link, form, { fields, chosen })
}

function submit(
  link: string,
  form: string,
  { fields, chosen }: { fields: Record<string, string>; chosen: readonly number[] },
): Promise<Shown> {
  const body = new URLSearchParams({ form, ...fields })
  for (const n of chosen) body.append('case', idOf(n))
  return show(link, { method: 'POST', body })
}

const linkOfLastMail = async (): Promise<string> => {
  const mail = (await province.mailsTo(MAILBOX)).at(-1)
  return mail === undefined ? '' : answerLinkIn(mail)
}

let link = ''
beforeAll(async () => {
  // Five reports have been overdue since Friday at closing; an urgent one came in the night.
  await province.start(vn('2021-10-18 07:00'))
  const report = (n: number, category: string, receivedAt: string) => ({
    code: `PA-${n}`,
    provider: 'vnpt',
    agency: AGENCY,
    unit: AGENCY,
    category,
    receivedAt: vn(receivedAt),
  })
  const fieldReports = [1, 2, 3, 4, 5].map((n) => report(n, 'dien-luc', '2021-10-14 08:00'))
  fieldReports.push(report(6, 'an-ninh-trat-tu', '2021-10-18 06:00'))
  await province.call('/field-reports', { as: { role: 'provider', provider: 'vnpt' }, body: { fieldReports } })
  await province.until(vn('2021-10-18 08:00'))
  link = await linkOfLastMail()
}, 240_000)
afterAll(() => province.close())

describe('the link in a mail of the morning', () => {
  it('leads to a page of its cases, and changes nothing, however often scanners open it', async () => {
    const before = await allCases()
    for (const { status, page } of await Promise.all([show(link), show(link), show(link)])) {
      expect(status).toBe(200)
      expect([...page.matchAll(/name="case" value="([^"]+)"/g)].map(([, id]) => id)).toEqual([1, 2, 3, 4, 5].map(idOf))
      expect(page).toContain('UBND thành phố Buôn Ma Thuột')
    }
    expect(await allCases()).toEqual(before)
  })

  it('takes an answer for several cases, and the timeline says who gave it and when', async () => {
    const { status, page } = await answer(link, { answer: 'commit', workingDays: '3' }, [1, 2])
    expect([status, page.includes('Đã ghi nhận: 2 việc')]).toEqual([200, true])
    const committed = { event: { type: 'committed', by: vn('2021-10-21 17:00') }, actor: WHO }
    expect([await lastOf(1), await lastOf(2)]).toMatchObject([committed, committed])
    expect(await lastOf(1)).toMatchObject({
      recordedAt: vn('2021-10-18 08:00'),
      text: expect.stringContaining('cam kết hoàn thành'),
    })
    expect(await caseOf(1)).toMatchObject({ nextStepAt: vn('2021-10-21 17:00') })
    expect((await lastOf(3))?.event).not.toMatchObject({ type: 'committed' })
  })

  it.each([
    [3, { answer: 'acknowledge' }, { type: 'acknowledged' }],
    [
      4,
      { answer: 'decline', declineReason: 'Cột điện của Điện lực', proposed: 'so-tnmt' },
      { type: 'declined', reason: 'Cột điện của Điện lực', proposed: 'so-tnmt' },
    ],
    [
      5,
      { answer: 'claimDone', proof: 'Biên bản số 7 ngày 17/10' },
      { type: 'claimed', proof: 'Biên bản số 7 ngày 17/10' },
    ],
  ])('takes of case %i: %j', async (n, fields, event) => {
    expect(await answer(link, fields, [n])).toMatchObject({ status: 200 })
    expect(await lastOf(n)).toMatchObject({ event, actor: WHO })
  })

  it('counts a form once that is sent twice', async () => {
    const form = 'the-same-copy'
    const again = { fields: { answer: 'explainNotSynced', notSynced: 'Xong ngày 17/10' }, chosen: [1, 2, 3] }
    const results = await Promise.all([submit(link, form, again), submit(link, form, again)])
    results.push(await submit(link, form, again))
    expect(results.map(({ status }) => status)).toEqual([200, 200, 200])
    const explained = (await caseOf(3)).timeline.filter(({ event }) => event['type'] === 'notSyncedExplained')
    expect(explained).toHaveLength(1)
  })

  it('gives a form back that lacks something, with what was filled in', async () => {
    const before = await allCases()
    const { status, page } = await answer(link, { answer: 'claimDone', proof: '' }, [2])
    expect([status, page.includes('Chưa ghi minh chứng')]).toEqual([422, true])
    expect(page).toContain(`value="${idOf(2)}" checked`)
    expect(await allCases()).toEqual(before)
  })

  it('that was tampered with, or is of nothing, is a plain page and changes nothing', async () => {
    const before = await allCases()
    const [payload = '', signature = ''] = link.split('/answers/')[1]?.split('.') ?? []
    const claims: unknown[] = z.array(z.unknown()).parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
    const other = (index: number, value: unknown) =>
      Buffer.from(JSON.stringify(claims.with(index, value))).toString('base64url')
    const tampered = [
      `${other(0, 'buon-ho:focalPoint')}.${signature}`,
      `${other(1, '2021-10-19T07:30')}.${signature}`,
      `${other(2, 9_999_999_999)}.${signature}`,
      `${payload}.${signature.slice(0, -1)}`,
      `${payload}.`,
      'x',
    ]
    for (const token of tampered) {
      const shown = [
        await show(`/answers/${token}`),
        await submit(`/answers/${token}`, 'a', { fields: { answer: 'acknowledge', all: 'yes' }, chosen: [1] }),
      ]
      for (const { status, page } of shown)
        expect(
          [status, page.includes('Liên kết không đúng'), page.includes('Chưa có gì được ghi nhận')],
          token,
        ).toEqual([403, true, true])
    }
    expect(await allCases()).toEqual(before)
  })
})

describe('an immediate mail', () => {
  it('has a link of its own, to its own case', async () => {
    await province.until(vn('2021-10-18 09:05'))
    const own = await linkOfLastMail()
    expect(own).not.toBe(link)
    expect(await answer(own, { answer: 'acknowledge', all: 'yes' }, [])).toMatchObject({ status: 200 })
    expect(await lastOf(6)).toMatchObject({ event: { type: 'acknowledged' }, actor: WHO })
    expect(province.world.stats()).toMatchObject({ failures: 0, errors: 0 })
  })
})

/** As the console or `aws secretsmanager put-secret-value` does; functions know of it five minutes later at most. */
async function rotate(value: string, knownBy: string): Promise<void> {
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'local' }
  const client = new SecretsManagerClient({ endpoint: province.world.urls.aws, region: 'ap-southeast-1', credentials })
  await client.send(new PutSecretValueCommand({ SecretId: province.linkSecretArn, SecretString: value }))
  client.destroy()
  await province.until(vn(knownBy))
}

describe('another value of the secret that signs', () => {
  it('voids no link that is out', async () => {
    await rotate('L'.repeat(64), '2021-10-18 09:11')
    expect(await show(link)).toMatchObject({ status: 200 })
  })
})

describe('an expired link', () => {
  it('is a plain page and changes nothing', async () => {
    await province.start(vn('2021-11-01 07:40'))
    const before = await allCases()
    for (const { status, page } of [
      await show(link),
      await submit(link, 'late', { fields: { answer: 'acknowledge', all: 'yes' }, chosen: [3] }),
    ])
      expect([status, page.includes('Liên kết đã hết hạn')]).toEqual([410, true])
    expect(await allCases()).toEqual(before)
  })
})

describe('a second value', () => {
  it('voids every link that is out', async () => {
    await rotate('M'.repeat(64), '2021-11-01 07:46')
    expect(await show(link)).toMatchObject({ status: 403 })
  })
})
