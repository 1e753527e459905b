import { extensionReason } from '../domain/event.ts'
import type { Limit } from '../domain/limit.ts'
import { formatNumber } from './format.ts'
import { html, type Html } from './html.ts'
import { capitalised } from './names.ts'
import { words } from './words.ts'

/** The answers that a link can give, each a command of the same name. To add one: a row here and in `choices`. */
export const answerKinds = [
  'acknowledge',
  'commit',
  'requestExtension',
  'explainNotSynced',
  'claimDone',
  'decline',
] as const
export type AnswerKind = (typeof answerKinds)[number]

/** What has been filled in; empty where nothing was. */
export interface AnswerDraft {
  form: string
  all: boolean
  chosen: string[]
  answer?: AnswerKind | undefined
  workingDays: string
  why: string
  due: string
  more: string
  proposed: string
  declineReason: string
  notSynced: string
  proof: string
}

export const emptyDraft = (form: string): AnswerDraft => ({
  form,
  all: false,
  chosen: [],
  workingDays: '',
  why: '',
  due: '',
  more: '',
  proposed: '',
  declineReason: '',
  notSynced: '',
  proof: '',
})

/** What a form lacks, by the field of the command that it was to fill. */
export type FormProblem = 'chosen' | 'answer' | 'workingDays' | 'why' | 'due' | 'reason' | 'proof' | 'proposed'

export const problemWords: Record<FormProblem, string> = {
  chosen: 'Chưa chọn hồ sơ, phản ánh nào.',
  answer: 'Chưa chọn nội dung trả lời.',
  workingDays: 'Chưa ghi số ngày làm việc, là số nguyên từ 1.',
  why: 'Chưa chọn lý do đề nghị gia hạn.',
  due: 'Chưa chọn ngày đề nghị gia hạn đến.',
  reason: 'Chưa ghi nội dung giải trình, hoặc nội dung dài quá 1.000 ký tự.',
  proof: 'Chưa ghi minh chứng, hoặc nội dung dài quá 1.000 ký tự.',
  proposed: 'Cơ quan đề nghị chuyển đến không đúng.',
}

export interface Choices {
  draft: AnswerDraft
  /** How far ahead the policies of the cases let an agency commit itself; none: it may not. */
  commitments: readonly Limit[]
  agencies: readonly { id: string; name: string }[]
}

/** One radio button for each answer, with the fields that belong to it. */
export const answerChoices = (choices: Choices): Html =>
  html`${answerKinds
    .filter((kind) => kind !== 'commit' || choices.commitments.length > 0)
    .map(
      (kind) => html`
        <div class="choice">
          <label class="head">
            <input type="radio" name="answer" value="${kind}" required ${checked(choices.draft.answer === kind)} />
            <span>${titles[kind].title}</span>
          </label>
          <div class="more">
            <p class="quiet">${titles[kind].hint}</p>
            ${fieldsOf(kind, choices)}
          </div>
        </div>
      `,
    )}`

const titles: Record<AnswerKind, { title: string; hint: string }> = {
  acknowledge: {
    title: 'Đã nhận, đang xử lý',
    hint: 'Xác nhận đã nhận thư. Hạn xử lý và các lần đôn đốc vẫn giữ nguyên.',
  },
  commit: {
    title: 'Cam kết ngày hoàn thành',
    hint: 'Đến hết ngày cam kết hệ thống ngừng đôn đốc; không giữ cam kết thì đôn đốc ngay ở mức cao hơn.',
  },
  requestExtension: {
    title: 'Đề nghị gia hạn',
    hint: 'Hạn xử lý chỉ thay đổi khi Trung tâm đồng ý.',
  },
  explainNotSynced: {
    title: 'Đã xử lý xong, hệ thống chưa cập nhật',
    hint: 'Trung tâm kiểm tra việc đồng bộ. Chỉ tính là xong khi hệ thống nguồn cập nhật.',
  },
  claimDone: {
    title: 'Đã xử lý xong, có minh chứng',
    hint: 'Tính là xong từ lúc gửi, nếu hệ thống nguồn hoặc Trung tâm xác nhận.',
  },
  decline: {
    title: 'Không thuộc thẩm quyền',
    hint: 'Việc vẫn thuộc cơ quan cho đến khi Trung tâm chuyển cơ quan khác.',
  },
}

function fieldsOf(kind: AnswerKind, { draft, commitments, agencies }: Choices): Html | undefined {
  switch (kind) {
    case 'acknowledge':
      return undefined
    case 'commit':
      return daysField(draft.workingDays, commitments)
    case 'requestExtension':
      return html`${selectField('why', 'Lý do', { value: draft.why, empty: 'Chọn lý do', options: reasons })}
        <label for="due">Đề nghị gia hạn đến hết ngày</label>
        <input type="date" id="due" name="due" value="${draft.due}" />
        ${textField('more', 'Giải thích thêm (bắt buộc với “Lý do khác”)', draft.more)}`
    case 'explainNotSynced':
      return textField('notSynced', 'Xong ngày nào, trên hệ thống nào, số văn bản trả kết quả', draft.notSynced)
    case 'claimDone':
      return textField('proof', 'Số, ngày của văn bản, biên bản; đường dẫn đến ảnh', draft.proof)
    case 'decline': {
      const others = { value: draft.proposed, empty: 'Chưa rõ', options: agencies }
      return html`${textField('declineReason', 'Lý do, căn cứ', draft.declineReason)}
      ${selectField('proposed', 'Đề nghị chuyển đến', others)}`
    }
    default:
      return kind satisfies never
  }
}

const reasons = extensionReason.options.map((id) => ({ id, name: capitalised(words.extensionReason[id]) }))

/** What the policies allow, each once. */
function longestWords(commitments: readonly Limit[]): string {
  const limits = new Set(commitments.map(({ amount, unit }) => `${formatNumber(amount)} ${words.limitUnit[unit]}`))
  return `Tối đa ${[...limits].join(' hoặc ')} theo quy định.`
}

export const checked = (is: boolean): Html | undefined => (is ? html`checked` : undefined)

const daysField = (value: string, commitments: readonly Limit[]): Html => html`
  <label for="workingDays">Hoàn thành trong mấy ngày làm việc, kể từ ngày mai. ${longestWords(commitments)}</label>
  <input type="number" id="workingDays" name="workingDays" value="${value}" inputmode="numeric" min="1" />
`

const textField = (name: string, label: string, value: string): Html => html`
  <label for="${name}">${label}</label>
  <textarea id="${name}" name="${name}" maxlength="1000" rows="3">${value}</textarea>
`

interface Options {
  value: string
  empty: string
  options: readonly { id: string; name: string }[]
}

const selectField = (name: string, label: string, { value, empty, options }: Options): Html => html`
  <label for="${name}">${label}</label>
  <select id="${name}" name="${name}">
    <option value="">${empty}</option>
    ${options.map(
      (option) =>
        html`<option value="${option.id}" ${option.id === value ? html`selected` : undefined}>${option.name}</option>`,
    )}
  </select>
`
