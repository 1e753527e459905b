import type { DayReason, Weekday } from '../domain/calendar.ts'

/** Days of the week, and why a day is unlike its weekday; a part of `words`. */
export const dayWords = {
  weekday: {
    mon: 'thứ Hai',
    tue: 'thứ Ba',
    wed: 'thứ Tư',
    thu: 'thứ Năm',
    fri: 'thứ Sáu',
    sat: 'thứ Bảy',
    sun: 'Chủ nhật',
  } satisfies Record<Weekday, string>,

  dayReason: {
    'new-year': 'Tết Dương lịch',
    tet: 'Tết Nguyên đán',
    'hung-kings': 'Ngày Giỗ Tổ Hùng Vương',
    reunification: 'Ngày Chiến thắng',
    'labour-day': 'Ngày Quốc tế lao động',
    'national-day': 'Quốc khánh',
    'culture-day': 'Ngày Văn hóa Việt Nam',
    compensation: 'nghỉ bù',
    swap: 'nghỉ hoán đổi',
    'make-up': 'làm bù',
    other: 'lý do khác',
  } satisfies Record<DayReason, string>,
}
