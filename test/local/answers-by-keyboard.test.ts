import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { Browser, chromium } from '../support/chromium.ts'
import { answerLinkIn, Province } from '../support/province.ts'
import { vn } from '../support/scenario.ts'

const suffix = chromium === undefined ? ' (skipped: there is no Chromium; CHROMIUM names one)' : ''
const AGENCY = 'buon-ma-thuot'
const idOf = (n: number) => `report:vnpt:pa-${n}`
const view = z.looseObject({ timeline: z.array(z.looseObject({ event: z.looseObject({ type: z.string() }) })) })

describe.skipIf(chromium === undefined)(`the page for answers in Chromium${suffix}`, () => {
  const province = new Province(4596)
  let browser: Browser
  let link = ''
  let html = ''

  beforeAll(async () => {
    await province.start(vn('2021-10-18 07:00'))
    const common = { provider: 'vnpt', agency: AGENCY, unit: AGENCY, category: 'dien-luc' }
    const fieldReports = [1, 2, 3].map((n) => ({ ...common, code: `PA-${n}`, receivedAt: vn('2021-10-14 08:00') }))
    await province.call('/field-reports', { as: { role: 'provider', provider: 'vnpt' }, body: { fieldReports } })
    await province.until(vn('2021-10-18 07:35'))
    const mail = (await province.mailsTo(`dau-moi.${AGENCY}@daklak.example`)).at(-1)
    if (mail === undefined) throw new Error('no mail')
    link = answerLinkIn(mail)
    html = mail.html || ''
    browser = await Browser.open(chromium ?? '')
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await province.close()
  })

  const focused = (expression: string) => browser.evaluate(`document.activeElement.${expression}`)

  /** Tab by Tab, as far as it takes. */
  async function tabTo(name: string): Promise<void> {
    for (let tabs = 0; tabs < 30; tabs += 1) {
      await browser.press('Tab')
      if ([await focused('name'), await focused('type')].includes(name)) return
    }
    throw new Error(`the keyboard does not reach ${name}`)
  }

  it('is answered with the keyboard alone: all cases, a commitment, its days, sent', async () => {
    await browser.resize(1280, 900)
    await browser.show(link)
    await tabTo('all')
    await browser.press(' ')
    expect(await browser.evaluate(`document.querySelectorAll('[name=case]:checked').length`)).toBe(3)
    await tabTo('answer')
    await browser.press(' ')
    await browser.press('ArrowDown')
    expect(await focused('value')).toBe('commit')
    await tabTo('workingDays')
    await browser.type('2')
    await tabTo('submit')
    await browser.pressToLeave('Enter')
    expect(await browser.evaluate('document.querySelector("h1").textContent')).toBe('Đã ghi nhận trả lời')
    for (const n of [1, 2, 3]) {
      const { timeline } = view.parse(await province.call(`/cases/${encodeURIComponent(idOf(n))}`))
      expect(timeline.at(-1)).toMatchObject({ event: { type: 'committed', by: vn('2021-10-20 17:00') } })
    }
  })

  it('shows where the keyboard is, and hides the fields of answers that are not chosen from it', async () => {
    await browser.show(link)
    await tabTo('all')
    expect(await browser.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    await tabTo('answer')
    await browser.press(' ')
    await browser.press('Tab')
    expect(await focused('type')).toBe('submit')
  })

  it('leaves "all" unchecked once one is left out', async () => {
    await browser.show(link)
    await tabTo('all')
    await browser.press(' ')
    await tabTo('case')
    await browser.press(' ')
    expect(await browser.evaluate(`document.querySelector('[name=all]').checked`)).toBe(false)
    expect(await browser.evaluate(`document.querySelectorAll('[name=case]:checked').length`)).toBe(2)
  })

  it.each([
    ['the page', () => link],
    ['the mail', () => `data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`],
  ])('is as wide as a phone, and no wider: %s', async (_, url) => {
    await browser.resize(360, 780)
    await browser.show(url())
    expect(await browser.evaluate('document.documentElement.scrollWidth')).toBe(360)
  })
})
