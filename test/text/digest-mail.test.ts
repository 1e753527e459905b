import { describe, expect, it } from 'vitest'
import type { Digest, DigestCase } from '../../functions/text/digest.ts'
import { digestMail } from '../../functions/text/digest-mail.ts'
import { vn } from '../support/scenario.ts'
import { DAY, digestOf, dossier, fieldReport, many } from './digest-builder.ts'

/** Codes in the order in which the plain text lists them. */
const codesIn = (text: string): string[] => [...text.matchAll(/^\d+\. (.+)$/gm)].map(([, code]) => code ?? '')

describe('the subject', () => {
  it.each<[string, Partial<Digest>, string]>([
    [
      'number and worst delay',
      { overdue: [fieldReport, ...many(11, dossier)] },
      '[Đôn đốc] 12 hồ sơ, phản ánh quá hạn, trễ nhất 9 ngày làm việc – Sở Xây dựng',
    ],
    [
      'the delay of a single one',
      { overdue: [dossier] },
      '[Đôn đốc] 1 hồ sơ quá hạn, trễ 9 ngày làm việc – Sở Xây dựng',
    ],
    ['hours below a day', { overdue: [fieldReport] }, '[Đôn đốc] 1 phản ánh quá hạn, trễ 2 giờ làm việc – Sở Xây dựng'],
    [
      'under an hour',
      { overdue: [{ ...fieldReport, workingTime: { minutes: 59, minutesPerDay: DAY } }] },
      '[Đôn đốc] 1 phản ánh quá hạn, trễ dưới 1 giờ làm việc – Sở Xây dựng',
    ],
    [
      'days round the clock',
      { overdue: [{ ...fieldReport, workingTime: { minutes: 3000, minutesPerDay: 1440 } }] },
      '[Đôn đốc] 1 phản ánh quá hạn, trễ 2 ngày – Sở Xây dựng',
    ],
    [
      'a reminder, with the first date',
      {
        dueSoon: [
          { ...dossier, due: vn('2021-11-01 17:00') },
          { ...fieldReport, due: vn('2021-10-30') },
        ],
      },
      '[Nhắc hạn] 2 hồ sơ, phản ánh sắp đến hạn, sớm nhất hết ngày 29/10/2021 – Sở Xây dựng',
    ],
    [
      'thousands',
      { overdue: many(1234, dossier) },
      '[Đôn đốc] 1.234 hồ sơ quá hạn, trễ nhất 9 ngày làm việc – Sở Xây dựng',
    ],
    [
      'which case an immediate mail is about, and its level',
      { immediate: true, overdue: [{ ...fieldReport, level: 2 }] },
      '[Đôn đốc lần 2] Phản ánh PA-1001 quá hạn, trễ 2 giờ làm việc – Sở Xây dựng',
    ],
    [
      'the highest level of a few immediate ones',
      { immediate: true, overdue: [{ ...fieldReport, level: 1 }, dossier] },
      '[Đôn đốc lần 3] 2 hồ sơ, phản ánh quá hạn, trễ nhất 9 ngày làm việc – Sở Xây dựng',
    ],
    [
      'an immediate reminder',
      { immediate: true, dueSoon: [{ ...fieldReport, level: 0 }] },
      '[Nhắc hạn] Phản ánh PA-1001 sắp đến hạn, hết ngày 25/10/2021 – Sở Xây dựng',
    ],
  ])('tells %s', (_, digest, subject) => {
    expect(digestMail(digestOf(digest)).subject).toBe(subject)
  })
})

const late = (code: string, minutes: number, more: Partial<DigestCase> = {}): DigestCase => ({
  ...dossier,
  code,
  workingTime: { minutes, minutesPerDay: DAY },
  ...more,
})

describe('the order', () => {
  it('puts the worst first, by days of its own calendar, then by level, due date and code', () => {
    const aroundTheClock = late('round-the-clock', 0, { workingTime: { minutes: 3 * 1440, minutesPerDay: 1440 } })
    const overdue = [
      late('two days', 2 * DAY),
      aroundTheClock,
      late('four days', 4 * DAY),
      late('b', DAY, { level: 1 }),
      late('a', DAY, { level: 1 }),
      late('earlier', DAY, { level: 1, due: vn('2021-10-17 17:00') }),
      late('level 2', DAY, { level: 2 }),
      late('nine days', 9 * DAY),
    ]

    const { text } = digestMail(digestOf({ overdue }))

    expect(codesIn(text)).toEqual([
      'nine days',
      'four days',
      'round-the-clock',
      'two days',
      'level 2',
      'earlier',
      'a',
      'b',
    ])
  })

  it('puts what is due first before what is due later', () => {
    const dueSoon = [
      { ...dossier, code: 'Monday', due: vn('2021-11-01 17:00') },
      { ...dossier, code: 'Friday', due: vn('2021-10-29 17:00') },
    ]
    expect(codesIn(digestMail(digestOf({ dueSoon })).text)).toEqual(['Friday', 'Monday'])
  })
})

describe('a long digest', () => {
  it('shows 20 cases and counts the rest', () => {
    const { text, html } = digestMail(digestOf({ overdue: many(80, dossier), dueSoon: many(5, fieldReport) }))

    expect(codesIn(text)).toHaveLength(20)
    expect(html.match(/<td[^>]* class="cell"/g)).toHaveLength(20)
    for (const body of [text, html]) {
      expect(body).toContain(
        'Còn 60 hồ sơ khác không liệt kê trong thư này; danh sách đầy đủ có trong tệp Excel đính kèm.',
      )
      expect(body).toContain(
        'Còn 5 phản ánh không liệt kê trong thư này; danh sách đầy đủ có trong tệp Excel đính kèm.',
      )
    }
  })

  it('gives the room that overdue cases leave to those due soon', () => {
    const { text } = digestMail(digestOf({ overdue: many(18, dossier), dueSoon: many(5, fieldReport) }))
    expect(codesIn(text).slice(18)).toEqual(['PA-1001-000', 'PA-1001-001'])
    expect(text).toContain('Còn 3 phản ánh khác không liệt kê')
  })

  it('counts nothing where all are shown', () => {
    expect(digestMail(digestOf({ overdue: many(20, dossier) })).text).not.toContain('không liệt kê')
  })

  it('stays below the 102 KB at which Gmail cuts a mail', () => {
    const longest = { ...dossier, subject: 'Ỡ'.repeat(200), agency: 'Ỡ'.repeat(100), unit: 'Ỡ'.repeat(50) }
    const { html } = digestMail(digestOf({ overdue: many(80, longest) }))
    expect(Buffer.byteLength(html)).toBeLessThan(102_000)
  })
})

describe('the words', () => {
  it('tell of each case what it is, since when it is late and what was asked', () => {
    const { text } = digestMail(
      digestOf({ overdue: [dossier], dueSoon: [{ ...fieldReport, level: 0, agency: 'UBND phường' }] }),
    )

    expect(text).toContain(
      '1. 000.00.14.H15-211011-0118\n' +
        '   Cấp giấy phép xây dựng\n' +
        '   Trễ 9 ngày làm việc. Quá hạn từ 17:00 ngày 18/10/2021. Đôn đốc lần 3\n' +
        '   Nhận ngày 11/10/2021. 2 yêu cầu xử lý chưa thực hiện\n',
    )
    expect(text).toContain(
      '1. PA-1001\n' +
        '   Cây gãy cành\n' +
        '   Còn 2 giờ làm việc. Hạn hết ngày 25/10/2021. Nhắc hạn\n' +
        '   Cơ quan xử lý: UBND phường. Địa bàn: thành phố Buôn Ma Thuột. Nhận ngày 20/10/2021\n',
    )
  })

  it.each([
    ['focalPoint', 'Kính gửi: Sở Xây dựng', 'Kính đề nghị Quý cơ quan khẩn trương', 'Quý cơ quan có 1 hồ sơ'],
    ['head', 'Kính gửi: Lãnh đạo Sở Xây dựng', 'Lãnh đạo Quý cơ quan quan tâm, chỉ đạo', 'Quý cơ quan có 1 hồ sơ'],
    [
      'leadDepartment',
      'Kính gửi: Sở Xây dựng',
      'theo dõi, đôn đốc các cơ quan, đơn vị',
      'các cơ quan, đơn vị có 1 hồ sơ',
    ],
    [
      'committeeOffice',
      'Kính gửi: Sở Xây dựng',
      'tham mưu chỉ đạo các cơ quan, đơn vị',
      'các cơ quan, đơn vị có 1 hồ sơ',
    ],
  ] as const)('ask a %s for its own part', (role, ...sentences) => {
    const { text, html } = digestMail(digestOf({ recipient: { agency: 'Sở Xây dựng', role }, overdue: [dossier] }))
    for (const sentence of sentences) {
      expect(text).toContain(sentence)
      expect(html).toContain(sentence)
    }
  })

  it('ask for an apology to the citizen where an own dossier is late, and only there', () => {
    const apology = 'văn bản xin lỗi'
    const office = { agency: 'Văn phòng UBND tỉnh', role: 'committeeOffice' } as const
    expect(digestMail(digestOf({ overdue: [dossier] })).text).toContain(apology)
    expect(digestMail(digestOf({ overdue: [fieldReport] })).text).not.toContain(apology)
    expect(digestMail(digestOf({ dueSoon: [dossier] })).text).not.toContain(apology)
    expect(digestMail(digestOf({ overdue: [dossier], recipient: office })).text).not.toContain(apology)
  })

  it('name the kind of each case where they differ, and in the head of the column where they do not', () => {
    const mixed = digestMail(digestOf({ overdue: [dossier, fieldReport] }))
    expect(mixed.text).toContain('Hồ sơ: Cấp giấy phép xây dựng')
    expect(mixed.text).toContain('Phản ánh: Cây gãy cành')
    expect(mixed.html).toContain('>Hồ sơ, phản ánh</th>')
    const alike = digestMail(digestOf({ overdue: [fieldReport] }))
    expect(alike.text).not.toContain('Phản ánh:')
    expect(alike.html).toContain('>Phản ánh</th>')
  })

  it('of an immediate mail say that it is to be done now, and nothing of a round', () => {
    const { text } = digestMail(digestOf({ immediate: true, overdue: [{ ...fieldReport, level: 2 }] }))
    expect(text).toContain('ĐÔN ĐỐC LẦN 2: PHẢN ÁNH CẦN XỬ LÝ NGAY')
    expect(text).toContain('Quý cơ quan có 1 phản ánh quá hạn chưa xong (trễ 2 giờ làm việc), cần xử lý ngay.')
    expect(text).not.toContain('kỳ nhắc hạn')
  })

  it('lead to the page for answers where there is one, and to the contact where there is none', () => {
    const link = 'https://tra-loi.example/a?t=1&u=2'
    const linked = digestMail(digestOf({ overdue: [dossier], link }))
    expect(linked.text).toContain(`Trả lời từng việc:\n${link}\n`)
    expect(linked.html.match(/href="https:\/\/tra-loi.example\/a\?t=1&#38;u=2"/g)).toHaveLength(1)
    expect(linked.text).not.toContain('thông tin cho đầu mối')
    const plain = digestMail(digestOf({ overdue: [dossier] }))
    expect(plain.text).toContain('đề nghị thông tin cho đầu mối dưới đây')
    expect(plain.html).not.toContain('href')
  })

  it('say whom to ask, of what moment the figures are, and that nobody reads replies', () => {
    const { text } = digestMail(digestOf({ overdue: [dossier] }))
    expect(text).toContain('Số liệu đến 07:30 ngày 29/10/2021')
    expect(text).toContain(
      'Đầu mối liên hệ: Trung tâm Giám sát, điều hành đô thị thông minh, điện thoại 0262 3000 000, thư điện tử ioc@daklak.example.',
    )
    expect(text).toMatch(/Trân trọng\.\/\.\nTrung tâm Giám sát, điều hành đô thị thông minh\n/)
    expect(text).toContain('xin không trả lời')
  })

  it('are composed characters only', () => {
    const mail = digestMail(digestOf({ overdue: many(40, dossier), dueSoon: [fieldReport] }))
    for (const part of [mail.subject, mail.html, mail.text]) expect(part).toBe(part.normalize('NFC'))
  })
})
