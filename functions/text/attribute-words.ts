import type { ServiceAttribute } from '../domain/service.ts'

/** What is to be filled in, where a form says nothing better. */
export const attributeTypeWords = {
  string: 'một dòng chữ',
  number: 'số',
  datetime: 'thời điểm',
  text: 'đoạn văn',
  singlevaluelist: 'danh sách chọn một',
  multivaluelist: 'danh sách chọn nhiều',
} as const satisfies Readonly<Record<ServiceAttribute['datatype'], string>>
