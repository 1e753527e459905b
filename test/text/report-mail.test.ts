import { expect, test } from 'vitest'
import { formatCell } from '../../functions/text/report-blocks.ts'
import { reportMail } from '../../functions/text/report-mail.ts'
import { keyFiguresTable } from '../../functions/text/report-tables.ts'
import { draftReport, emptyReport, sampleReport } from '../support/weekly-report.ts'

test('the subject of a signed report tells number, day and the two main figures', () => {
  expect(reportMail(sampleReport()).subject).toBe(
    'Báo cáo số 110/BC-DAKLAKIOC ngày 29 tháng 10 năm 2021: 229/414 yêu cầu chưa thực hiện, 56/98 phản ánh trễ hạn',
  )
})

test('HTML and text both have every key figure', () => {
  const { html, text } = reportMail(sampleReport())
  for (const cell of keyFiguresTable(sampleReport()).rows.flat().map(formatCell)) {
    expect(html).toContain(cell)
    expect(text).toContain(cell)
  }
  expect(html).toContain('<strong>229/414</strong>')
  expect(text).toContain('từ ngày 14/10/2021 đến ngày 28/10/2021')
})

test('a draft is marked in subject, HTML and text, and tells how much is missing', () => {
  const { subject, html, text } = reportMail(draftReport())
  for (const part of [subject, html, text]) expect(part).toContain('DỰ THẢO – chưa ký, chưa cấp số')
  expect(text).toContain('Còn 31 mục chưa có nội dung')
  expect(text).not.toContain('báo cáo số')
})

test('a signed report is marked nowhere', () => {
  const { subject, html, text } = reportMail(sampleReport())
  for (const part of [subject, html, text]) expect(part).not.toContain('DỰ THẢO')
})

test('names are text, never markup', () => {
  const report = sampleReport()
  const agencies = report.agencies.map((agency) => ({ ...agency, name: `<b>${agency.name}` }))
  expect(reportMail({ ...report, agencies }).html).not.toContain('<b>')
})

test('loads nothing from elsewhere', () => expect(reportMail(sampleReport()).html).not.toMatch(/src=|href=|url\(/))

test('a week without cases says so', () => {
  const { subject, text } = reportMail(emptyReport())
  expect(subject).toContain('không phát sinh yêu cầu, phản ánh')
  expect(text).not.toContain('0/0')
})
