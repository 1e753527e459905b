import { html } from './html.ts'
import { pageFrame } from './page-frame.ts'

/** Why a link leads nowhere. */
export type RefusedLink = 'forged' | 'expired' | 'unknown' | 'gone'

/** Why a page cannot be shown. To add a reason: a row here. */
const refusals = {
  forged: {
    status: 403,
    title: 'Liên kết không đúng',
    text: 'Liên kết đã bị thay đổi hoặc không đầy đủ. Đề nghị mở lại từ thư, bằng cách bấm hoặc chép toàn bộ liên kết.',
  },
  expired: {
    status: 410,
    title: 'Liên kết đã hết hạn',
    text: 'Liên kết này không còn hiệu lực. Thư gần nhất có liên kết mới; nếu không còn thư nào, đề nghị liên hệ Trung tâm.',
  },
  unknown: {
    status: 404,
    title: 'Không tìm thấy thư',
    text: 'Không có thư nào ứng với liên kết này, hoặc cơ quan đã thay đổi đầu mối nhận thư. Đề nghị dùng liên kết trong thư gần nhất.',
  },
  gone: {
    status: 404,
    title: 'Không còn số liệu',
    text: 'Số liệu mà liên kết dẫn đến không còn được lưu. Đề nghị dùng liên kết trong thư gần nhất.',
  },
  foreign: {
    status: 400,
    title: 'Nội dung không đọc được',
    text: 'Trả lời gửi lên không phải từ trang này. Đề nghị mở lại liên kết trong thư và gửi lại.',
  },
  unexpected: {
    status: 500,
    title: 'Lỗi hệ thống',
    text: 'Hệ thống gặp lỗi ngoài dự kiến; người vận hành đã được báo. Đề nghị mở lại liên kết sau ít phút: gửi lại không bị ghi hai lần.',
  },
} satisfies Record<RefusedLink | 'foreign' | 'unexpected', { status: number; title: string; text: string }>

export type Refusal = keyof typeof refusals

/** A plain page that says what is wrong and what to do; nothing has been changed. */
export function refusalPage(why: Refusal): { status: number; page: string } {
  const { status, title, text } = refusals[why]
  const unchanged = why === 'unexpected' ? '' : ' Chưa có gì được ghi nhận hay thay đổi.'
  return { status, page: pageFrame(title, html`<p class="sheet plain">${text}${unchanged}</p>`) }
}
