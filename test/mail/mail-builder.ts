import type { OutgoingMail } from '../../functions/mail/mailer.ts'

export const mailOf = (more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  id: '2021-10-29T07:30~so-xd:focalPoint',
  to: 'dau-moi.so-xd@daklak.example',
  subject: '[Đôn đốc] 12 hồ sơ, phản ánh quá hạn, trễ nhất 9 ngày làm việc – Sở Xây dựng',
  html: '<p>Kính gửi: Sở Xây dựng</p>',
  text: 'Kính gửi: Sở Xây dựng. Ổ gà, ngõ Nguyễn Hữu Thọ, phường Ỷ La.',
  ...more,
})
