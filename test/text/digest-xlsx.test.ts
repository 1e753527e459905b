import { readXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import type { Digest } from '../../functions/text/digest.ts'
import { digestAttachments } from '../../functions/text/digest-mail.ts'
import { unzip } from '../support/zip.ts'
import { DAY, digestOf, dossier, fieldReport, many } from './digest-builder.ts'

const attached = async (digest: Partial<Digest>) => digestAttachments(digestOf(digest))
async function rowsOf(digest: Partial<Digest>) {
  const [file] = await attached(digest)
  if (file === undefined) throw new Error('nothing is attached')
  const { sheets } = await readXlsx(file.content)
  return sheets[0]?.rows ?? []
}

describe('the workbook of a digest', () => {
  it('is attached where the mail does not show all cases, and only there', async () => {
    expect(await attached({ overdue: many(20, dossier) })).toEqual([])
    expect(await attached({ overdue: many(20, dossier), dueSoon: [fieldReport] })).toMatchObject([
      { filename: 'danh-sach-2021-10-29.xlsx', contentType: expect.stringContaining('spreadsheetml') },
    ])
  })

  it('has every case in the order of the mail, with real numbers and dates', async () => {
    const worst = { ...dossier, code: 'worst', workingTime: { minutes: 20 * DAY + 1, minutesPerDay: DAY } }
    const [head, first, ...others] = await rowsOf({ overdue: [...many(25, dossier), worst], dueSoon: [fieldReport] })
    expect(head?.slice(0, 4)).toEqual(['TT', 'Loại việc', 'Mã', 'Nội dung'])
    expect(first?.slice(0, 4)).toEqual([1, 'Hồ sơ', 'worst', 'Cấp giấy phép xây dựng'])
    expect(first?.slice(6)).toEqual([
      new Date('2021-10-11T09:00:00.000Z'),
      new Date('2021-10-18T17:00:00.000Z'),
      'Trễ 20 ngày làm việc',
      20,
      'Đôn đốc lần 3',
      2,
    ])
    expect(others).toHaveLength(26)
    expect(others.at(-1)?.slice(0, 3)).toEqual([27, 'Phản ánh', 'PA-1001'])
    expect(others.at(-1)?.[8]).toBe('Còn 2 giờ làm việc')
  })

  it.each(['=HYPERLINK("http://evil.example","x")', '+1+cmd|x', '-2', '@SUM(A1)', '|x'])(
    'takes %s for text, not for a formula',
    async (evil) => {
      const overdue = many(21, { ...dossier, subject: evil, unit: evil, agency: evil })
      const [, first] = await rowsOf({ overdue })
      for (const column of [3, 4, 5]) expect(first?.[column]).toBe(`'${evil}`)
      const [file] = await attached({ overdue })
      const sheet = unzip(file?.content ?? new Uint8Array()).get('xl/worksheets/sheet1.xml')
      expect(sheet).toContain('<row')
      expect(sheet).not.toMatch(/<f[ >]/)
    },
  )

  it('of ten thousand cases stays below a megabyte', async () => {
    const overdue = many(10_000, { ...dossier, subject: 'Đăng ký biến động về sử dụng đất' })
    const [file] = await attached({ overdue })
    expect(file?.content.byteLength).toBeLessThan(1_000_000)
    expect(await rowsOf({ overdue })).toHaveLength(10_001)
  })
})
