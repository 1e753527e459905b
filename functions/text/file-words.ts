import type { FileFault, OtherFormat } from '../domain/file-fault.ts'
import { formatNumber } from './format.ts'
import { problemType, type Problem } from './problem.ts'

type Words = readonly [vi: string, en: string]

/** Why a file is refused as a whole, and what to do about it. */
export function fileProblem(fault: FileFault): Problem {
  const [detail, detailEn] = fileWords(fault)
  const type = problemType(fault.code)
  return { type, title: 'Không nhập được tệp', status: 422, detail, detailEn, errors: [] }
}

const otherFormats: Readonly<Record<OtherFormat, Words>> = {
  xls: [
    'Tệp là Excel 97–2003 (.xls). Hãy mở bằng Excel hoặc LibreOffice, chọn “Lưu thành” và lưu dạng .xlsx.',
    'The file is Excel 97–2003 (.xls). Open it in Excel or LibreOffice and save it as .xlsx.',
  ],
  xlsb: [
    'Tệp là Excel nhị phân (.xlsb). Hãy mở bằng Excel và lưu dạng .xlsx.',
    'The file is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx.',
  ],
  ods: [
    'Tệp là bảng tính OpenDocument (.ods). Hãy mở bằng LibreOffice và lưu dạng .xlsx.',
    'The file is an OpenDocument sheet (.ods). Open it in LibreOffice and save it as .xlsx.',
  ],
  html: [
    'Tệp là trang web được đặt tên như bảng tính. Hãy mở bằng Excel và lưu dạng .xlsx.',
    'The file is a web page under the name of a sheet. Open it in Excel and save it as .xlsx.',
  ],
  pdf: [
    'Tệp là PDF. Hãy xuất lại danh sách dạng .xlsx hoặc .csv từ phần mềm.',
    'The file is a PDF. Export the list as .xlsx or .csv.',
  ],
  word: [
    'Tệp là văn bản Word. Hãy chép bảng sang Excel và lưu dạng .xlsx.',
    'The file is a Word document. Copy its table into Excel and save it as .xlsx.',
  ],
  zip: [
    'Tệp là tệp nén, không phải bảng tính. Hãy giải nén và gửi từng tệp .xlsx hoặc .csv.',
    'The file is an archive. Unpack it and send each .xlsx or .csv by itself.',
  ],
  binary: [
    'Tệp không phải bảng tính. Hãy gửi tệp .xlsx, .csv hoặc .tsv.',
    'The file is no sheet. Send .xlsx, .csv or .tsv.',
  ],
}

const MB = 1024 * 1024
const megabytes = (bytes: number): string => formatNumber(Math.ceil(bytes / MB))

const fixedFaults = {
  emptyFile: ['Tệp không có nội dung.', 'The file is empty.'],
  fileMissing: ['Tệp chưa được tải lên.', 'The file has not been uploaded.'],
  fileDiffers: [
    'Tệp tải lên không đúng với tệp đã khai báo (kích thước hoặc mã băm SHA-256). Hãy tải lên lại.',
    'The uploaded file is not the announced one (size or SHA-256). Upload it again.',
  ],
  noRows: ['Tệp không có dòng nào.', 'The file has no rows.'],
  encrypted: [
    'Tệp được đặt mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ sổ làm việc) rồi lưu lại.',
    'The file is protected by a password. Open it in Excel, take the password off and save it again.',
  ],
  damaged: [
    'Tệp bị hỏng hoặc bị cắt cụt. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại.',
    'The file is damaged or cut off. Open it in Excel, save it as .xlsx and send it again.',
  ],
  unknownEncoding: [
    'Không nhận ra bảng mã của tệp. Hãy mở bằng Excel và lưu dạng “CSV UTF-8” hoặc .xlsx.',
    'The encoding of the file is not known. Open it in Excel and save it as "CSV UTF-8" or .xlsx.',
  ],
  unknownLayout: [
    'Chưa có mẫu nào đọc được các cột của tệp. Hãy xem mẫu được đề xuất, hoàn thiện và đưa vào danh mục.',
    'No mapping reads the columns of this file. Look over the proposed one, complete it and add it to the registry.',
  ],
} as const satisfies Partial<Record<FileFault['code'], Words>>

function fileWords(fault: FileFault): Words {
  switch (fault.code) {
    case 'emptyFile':
    case 'fileMissing':
    case 'fileDiffers':
    case 'noRows':
    case 'encrypted':
    case 'damaged':
    case 'unknownEncoding':
    case 'unknownLayout':
      return fixedFaults[fault.code]
    case 'notAList':
      return otherFormats[fault.looksLike]
    case 'legacyFontFile':
      return [
        `Tệp viết bằng bảng mã ${fault.font}. Hãy chuyển sang Unicode (UniKey: Ctrl+Shift+F6) rồi gửi lại.`,
        `The file is written in ${fault.font}. Convert it to Unicode (UniKey: Ctrl+Shift+F6) and send it again.`,
      ]
    case 'openQuote':
      return [
        `Dấu ngoặc kép mở ở gần dòng ${fault.line} không được đóng.`,
        `A quotation mark opened near line ${fault.line} is not closed.`,
      ]
    case 'unknownMapping':
    case 'missingColumns':
    case 'doubledColumns':
      return layoutWords(fault)
    default:
      return limitWords(fault)
  }
}

type Of<Code extends FileFault['code']> = Extract<FileFault, { code: Code }>
const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ')

function layoutWords(fault: Of<'unknownMapping' | 'missingColumns' | 'doubledColumns'>): Words {
  switch (fault.code) {
    case 'unknownMapping':
      return [
        `Không có mẫu đọc tệp “${fault.mapping}”. Hiện có: ${fault.known.join(', ')}.`,
        `There is no mapping "${fault.mapping}". There are: ${fault.known.join(', ')}.`,
      ]
    case 'missingColumns':
      return [
        `Thiếu cột ${quoted(fault.columns)} mà mẫu “${fault.mapping}” cần.`,
        `Column(s) ${fault.columns.join(', ')} are missing, which mapping "${fault.mapping}" needs.`,
      ]
    case 'doubledColumns':
      return [
        `Có hai cột cùng tên: ${quoted(fault.columns)}. Hãy đổi tên hoặc xóa một cột.`,
        `Two columns have the same heading: ${fault.columns.join(', ')}. Rename or delete one.`,
      ]
    default:
      return fault satisfies never
  }
}

type LimitFault = Of<'fileTooLarge' | 'expandsTooFar' | 'recordTooLong' | 'tooManyRows' | 'tooManyColumns' | 'tooSlow'>

function limitWords(fault: LimitFault): Words {
  switch (fault.code) {
    case 'fileTooLarge':
      return [
        `Tệp lớn ${megabytes(fault.bytes)} MB, quá mức ${megabytes(fault.limit)} MB. Hãy chia thành nhiều tệp.`,
        `The file has ${megabytes(fault.bytes)} MB, more than ${megabytes(fault.limit)}. Split it.`,
      ]
    case 'expandsTooFar':
      return [
        `Tệp bung ra quá ${megabytes(fault.limit)} MB nên không được mở. Hãy chép riêng bảng cần nhập sang tệp mới.`,
        `The file would unpack to more than ${megabytes(fault.limit)} MB and is not opened. Copy the table to a new file.`,
      ]
    case 'recordTooLong':
      return [
        `Dòng ${fault.line} dài quá ${formatNumber(fault.limit)} ký tự; có thể thiếu dấu ngoặc kép.`,
        `Line ${fault.line} has more than ${fault.limit} characters; a quotation mark may be missing.`,
      ]
    case 'tooManyRows':
      return [
        `Tệp có quá ${formatNumber(fault.limit)} dòng. Hãy chia thành nhiều tệp.`,
        `The file has more than ${fault.limit} rows. Split it.`,
      ]
    case 'tooManyColumns':
      return [
        `Dòng ${fault.row} có quá ${fault.limit} cột. Hãy xóa những ô ở xa bên phải.`,
        `Row ${fault.row} has more than ${fault.limit} columns. Delete the cells far to the right.`,
      ]
    case 'tooSlow':
      return [
        `Tệp không đọc xong trong ${fault.seconds} giây. Hãy chia thành nhiều tệp.`,
        `The file could not be read within ${fault.seconds} seconds. Split it.`,
      ]
    default:
      return fault satisfies never
  }
}
