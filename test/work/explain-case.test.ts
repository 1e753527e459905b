import { describe, expect, it } from 'vitest'
import { explainCase, type ExplanationView } from '../../functions/work/explain-case.ts'
import { testDeps } from '../support/deps.ts'
import { linesOf } from '../support/explanation.ts'
import { rows } from '../support/registry.ts'
import { dossier, fieldReport, vn } from '../support/scenario.ts'

const DOSSIER = 'dossier:000.00.14.h15-211018-0001'

async function late(): Promise<(asOf: string, knownAt?: string) => ExplanationView | undefined> {
  const deps = await testDeps('2021-10-18 09:05')
  await deps.tell(DOSSIER, { type: 'registerDossier', facts: dossier })
  deps.at('2021-10-22 08:30')
  await deps.tell(DOSSIER, { type: 'changeStatus', status: 'processed', statusAt: vn('2021-10-22 08:00') })
  const document = await deps.document(DOSSIER)
  return (asOf, knownAt = asOf) => explainCase(document, { rows, asOf: vn(asOf), knownAt: vn(knownAt) })
}

describe('the explanation of a case', () => {
  it('reads as one text, its lines under their headings and the measure of 766/QĐ-TTg last', async () => {
    const explain = await late()
    expect(explain('2021-10-25 09:00')?.text).toBe(
      `GIẢI TRÌNH HẠN XỬ LÝ HỒ SƠ 000.00.14.H15-211018-0001
Tính đến 09:00 ngày 25/10/2021, theo thông tin ghi nhận đến 09:00 ngày 25/10/2021.

1. Thời điểm bắt đầu và quy định áp dụng
- Thời hạn xử lý tính từ khi hồ sơ chuyển sang “Được tiếp nhận”: 09:00 ngày 18/10/2021; cơ quan xử lý: Sở Xây dựng (nhật ký số 2, người vận hành test).
- Thời hạn 3 ngày làm việc, tính từ ngày tiếp theo liền kề (khoản 2 Điều 147 Bộ luật Dân sự 2015); quy định “dossier:*” có hiệu lực từ ngày 01/01/2021 (test ghi lúc 07:00 ngày 01/01/2021), căn cứ: test.
- Lịch làm việc “counter” của cơ quan xử lý; ngày cuối của thời hạn kết thúc lúc giờ đóng cửa; lịch có hiệu lực từ ngày 01/01/2021 (test ghi lúc 07:00 ngày 01/01/2021), căn cứ: test.

2. Cách xác định hạn
- Từ thứ Ba, ngày 19/10/2021 đến hết thứ Năm, ngày 21/10/2021: tính 3 ngày làm việc.
- Hạn xử lý: 17:00 ngày 21/10/2021, tính theo thời hạn quy định.

3. Quá trình xử lý
- Kết thúc lúc 08:00 ngày 22/10/2021: “Đã xử lý xong” (nhật ký số 3, người vận hành test).

4. Đúng hạn hay trễ hạn
- So với hạn xử lý 17:00 ngày 21/10/2021: xong trễ hạn, lúc 08:00 ngày 22/10/2021, trễ 60 phút làm việc.
- Từ 17:00 thứ Năm, ngày 21/10/2021 đến 07:00 thứ Sáu, ngày 22/10/2021: ngoài giờ làm việc, không tính.
- 07:00–08:00 thứ Sáu, ngày 22/10/2021: trễ 60 phút làm việc (cơ quan xử lý: Sở Xây dựng).

5. Đo theo mục 2.1 Bộ chỉ số ban hành kèm theo Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ
- Hạn theo thời hạn quy định, vì nguồn không ghi ngày hẹn trả: 17:00 ngày 21/10/2021.
- Kết thúc xử lý: 08:00 ngày 22/10/2021, “Đã xử lý xong”.
- Kết quả: trễ hạn, vì thời điểm kết thúc sau ngày hẹn trả.
- Áp dụng hồi tố: thời gian xử lý bắt đầu trước ngày 23/6/2022, kết quả chỉ để tham khảo.`,
    )
  })

  it('carries the same in lines and figures, each line with its text', async () => {
    const explain = await late()
    const view = explain('2021-10-25 09:00')
    expect(view).toMatchObject({
      id: DOSSIER,
      figures: { due: vn('2021-10-21 17:00'), outcome: 'late', delayMinutes: 60 },
      measure766: { result: 'late', retroactive: true, text: expect.stringContaining('766/QĐ-TTg') },
    })
    for (const { text } of view?.lines ?? []) expect(view?.text).toContain(`- ${text}.`)
    expect(linesOf({ lines: view?.lines ?? [] }, 'ended')).toMatchObject([{ seq: 3 }])
  })

  it('tells what was known then: the end only since it was recorded', async () => {
    const explain = await late()
    expect(explain('2021-10-22 08:15')).toMatchObject({ figures: { outcome: 'overdue', delayMinutes: 75 } })
    expect(explain('2021-10-22 08:15', '2021-10-22 08:30')).toMatchObject({ figures: { outcome: 'late' } })
    expect(explain('2021-10-18 09:04')).toBe(undefined)
  })

  it('measures no field report', async () => {
    const deps = await testDeps('2021-10-18 09:05')
    await deps.tell('report:vnpt:pa-1', { type: 'registerFieldReport', facts: fieldReport })
    const document = await deps.document('report:vnpt:pa-1')
    const at = vn('2021-10-19 09:00')
    const view = explainCase(document, { rows, asOf: at, knownAt: at })
    expect(view).not.toHaveProperty('measure766')
    expect(view?.text).toMatch(/^GIẢI TRÌNH HẠN XỬ LÝ PHẢN ÁNH PA-1\n/)
    expect(view?.text).not.toContain('766')
  })
})
