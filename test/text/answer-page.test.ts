import { describe, expect, it } from 'vitest'
import { noAnswers } from '../../functions/domain/evolve-answers.ts'
import { emptyDraft } from '../../functions/text/answer-form.ts'
import { answerPage, type AnswerCase, type AnswerPage } from '../../functions/text/answer-page.ts'
import { refusalPage } from '../../functions/text/answer-refusal.ts'
import { answerResultPage } from '../../functions/text/answer-result.ts'
import { vn } from '../support/scenario.ts'

const at = vn('2021-10-26 10:00')
const one: AnswerCase = {
  id: 'dossier:x-1',
  code: '000.00.14.H15-211018-0001',
  kind: 'dossier',
  subject: 'Cấp giấy phép <xây dựng> & sửa chữa',
  unit: undefined,
  deadline: { due: vn('2021-10-21 17:00'), workingTime: { minutes: 1200, minutesPerDay: 480 } },
  answers: noAnswers,
  declined: false,
  committedTo: undefined,
  closed: undefined,
}
const two: AnswerCase = {
  ...one,
  id: 'report:vnpt:pa-1',
  code: 'PA-1',
  kind: 'fieldReport',
  deadline: { due: vn('2021-10-27 17:00'), workingTime: { minutes: 480, minutesPerDay: 480 } },
}
const pageOf = (...cases: AnswerCase[]): AnswerPage => ({
  agency: 'Sở Xây dựng',
  sentAt: vn('2021-10-25 07:30'),
  expiresAt: vn('2021-11-08 07:30'),
  at,
  form: 'f-1',
  cases,
  commitments: [{ amount: 5, unit: 'workingDays' }],
  agencies: [{ id: 'bmt', name: 'UBND thành phố Buôn Ma Thuột' }],
  centre: { name: 'Trung tâm', email: 'ioc@daklak.example' },
})
const inputs = (html: string, name: string): string[] =>
  [...html.matchAll(/<input[^>]*>/g)]
    .map(([tag]) => tag.replaceAll(/\s+/g, ' '))
    .filter((tag) => tag.includes(`name="${name}"`))

describe('the page of a mail', () => {
  const html = answerPage(pageOf(one, two))

  it('names the recipient, each case and how late it is, until when one may answer', () => {
    for (const said of [
      'Kính gửi: Sở Xây dựng',
      '000.00.14.H15-211018-0001',
      'Trễ 2 ngày làm việc',
      'Quá hạn từ 17:00 ngày 21/10/2021',
      'Còn 1 ngày làm việc',
      'Trang này trả lời được đến 07:30 ngày 08/11/2021',
    ])
      expect(html).toContain(said)
  })

  it('has a box for each case and one for all, and a button for each answer', () => {
    expect(inputs(html, 'case').map((tag) => /value="([^"]*)"/.exec(tag)?.[1])).toEqual([one.id, two.id])
    expect(inputs(html, 'all')).toHaveLength(1)
    expect(inputs(html, 'answer')).toHaveLength(6)
    expect(html).toContain('Tối đa 5 ngày làm việc theo quy định')
    expect(inputs(html, 'form')).toEqual([expect.stringContaining('value="f-1"')])
  })

  it('labels every field, escapes what others wrote, and loads nothing', () => {
    const ids = [...html.matchAll(/<(?:select|textarea|input[^>]*type="(?:number|date)")[^>]*\sid="(\w+)"/g)]
    expect(ids.length).toBe(8)
    for (const [, id] of ids) expect(html).toContain(`<label for="${id}">`)
    expect(html).not.toContain('<xây dựng>')
    expect(html).not.toMatch(/src=|href="http|url\(/)
    expect(html).not.toContain('style=')
  })

  it('offers no commitment where no policy allows one, and needs no choice of one', () => {
    const alone = answerPage({ ...pageOf(one), commitments: [] })
    expect(inputs(alone, 'answer').join()).not.toContain('commit')
    expect(inputs(alone, 'all')).toEqual([])
    expect(inputs(alone, 'case')).toEqual([expect.stringContaining('checked')])
  })

  it('shows what has been answered, and what needs no answer any more', () => {
    const answered: AnswerCase = {
      ...one,
      committedTo: vn('2021-10-28 17:00'),
      answers: { ...noAnswers, claim: { at, proof: 'biên bản' }, acknowledgedAt: at },
    }
    const html2 = answerPage(pageOf(answered, { ...two, closed: 'finished' }))
    expect(html2).toContain('Đã báo xong lúc 10:00 ngày 26/10/2021, chờ xác nhận')
    expect(html2).toContain('Đã cam kết hoàn thành: 17:00 ngày 28/10/2021')
    expect(html2).toContain('Đã kết thúc')
    expect(inputs(html2, 'case')).toHaveLength(1)
    expect(answerPage(pageOf({ ...two, closed: 'otherAgency' }))).toContain(
      'Không còn việc nào trong thư này cần trả lời',
    )
  })

  it('comes back with what was filled in, and says what is missing', () => {
    const draft = { ...emptyDraft('f-1'), chosen: [two.id], answer: 'claimDone' as const, proof: '<b>7</b>' }
    const back = answerPage(pageOf(one, two), { draft, problems: ['proof'] })
    expect(back).toContain('Chưa ghi minh chứng')
    expect(inputs(back, 'case').map((tag) => tag.includes('checked'))).toEqual([false, true])
    expect(inputs(back, 'answer').find((tag) => tag.includes('claimDone'))).toContain('checked')
    expect(back).toContain('&#60;b&#62;7&#60;/b&#62;</textarea>')
  })
})

describe('the page after an answer', () => {
  it('tells case by case what was taken, and why something was not', () => {
    const html = answerResultPage(
      pageOf(one, two),
      new Map([
        [one.id, { type: 'taken' as const }],
        [
          two.id,
          {
            type: 'refused' as const,
            rejection: { code: 'commitmentTooFar' as const, rule: 'r', value: at, latest: vn('2021-11-02 17:00') },
          },
        ],
      ]),
    )
    expect(html).toContain('Đã ghi nhận trả lời của 1/2 việc')
    expect(html).toContain('Ngày cam kết không được sau 17:00 ngày 02/11/2021.')
    expect(html).toContain('Đã ghi vào lịch sử của việc.')
    expect(answerResultPage(pageOf(one), new Map([[one.id, { type: 'busy' as const }]]))).toContain('đề nghị gửi lại')
  })
})

describe('a page that cannot be shown', () => {
  it.each([
    ['forged', 403],
    ['expired', 410],
    ['unknown', 404],
    ['foreign', 400],
    ['unexpected', 500],
  ] as const)('%s: %i, in plain Vietnamese', (why, status) => {
    const refused = refusalPage(why)
    expect(refused.status).toBe(status)
    expect(refused.page).toContain('<html lang="vi">')
    expect(refused.page).toContain('ề nghị')
    expect(refused.page.includes('Chưa có gì được ghi nhận hay thay đổi.')).toBe(why !== 'unexpected')
  })
})
