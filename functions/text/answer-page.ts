import type { Instant } from '../domain/instant.ts'
import type { Limit } from '../domain/limit.ts'
import type { Answers } from '../domain/state.ts'
import type { CaseKind } from '../domain/status.ts'
import { answerChoices, checked, emptyDraft, problemWords, type AnswerDraft, type FormProblem } from './answer-form.ts'
import { dueWords, workingTimeWords, type WorkingTime } from './due-words.ts'
import { formatDateTime, formatNumber } from './format.ts'
import { html, type Html } from './html.ts'
import { capitalised } from './names.ts'
import { pageFrame } from './page-frame.ts'
import { words } from './words.ts'

/** Why a case of the mail takes no more answers of its recipient. */
export type ClosedToAnswers = 'finished' | 'otherAgency'

/** One case of a mail as it stands now: no names, phones or exact places of citizens. */
export interface AnswerCase {
  id: string
  code: string
  kind: CaseKind
  subject: string
  unit: string | undefined
  /** Undefined while the clock stands still. */
  deadline: { due: Instant; workingTime: WorkingTime } | undefined
  answers: Answers
  declined: boolean
  committedTo: Instant | undefined
  closed: ClosedToAnswers | undefined
}

/** The cases of one mail, for its recipient to answer. */
export interface AnswerPage {
  agency: string
  sentAt: Instant
  expiresAt: Instant
  at: Instant
  /** Names this copy of the form: sent twice, it counts once. */
  form: string
  cases: readonly AnswerCase[]
  commitments: readonly Limit[]
  agencies: readonly { id: string; name: string }[]
  centre: { name: string; email: string }
}

/** The form by which a mail is answered; with what was filled in and is still missing where it comes back. */
export function answerPage(
  page: AnswerPage,
  returned?: { draft: AnswerDraft; problems: readonly FormProblem[] },
): string {
  const open = page.cases.filter((each) => each.closed === undefined)
  const closed = page.cases.filter((each) => each.closed !== undefined)
  const draft = returned?.draft ?? emptyDraft(page.form)
  return pageFrame(
    'Trả lời thư đôn đốc',
    html`
      <p>
        <strong>Kính gửi: ${page.agency}</strong><br />
        <span class="quiet">
          Thư gửi lúc ${formatDateTime(page.sentAt)}. Số liệu dưới đây tính đến ${formatDateTime(page.at)}.
        </span>
      </p>
      ${returned === undefined ? undefined : problemNotice(returned.problems)}
      ${open.length === 0 ? nothingOpen : form(page, open, draft)}
      ${closed.length === 0 ? undefined : closedList(closed)} ${footer(page)}
    `,
  )
}

const problemNotice = (problems: readonly FormProblem[]): Html => html`
  <div class="sheet notice" role="alert">
    <h2>Chưa gửi được, đề nghị bổ sung</h2>
    <ul>
      ${problems.map((problem) => html`<li>${problemWords[problem]}</li>`)}
    </ul>
  </div>
`

const nothingOpen = html`<p class="sheet good">Không còn việc nào trong thư này cần trả lời.</p>`

const form = (page: AnswerPage, open: readonly AnswerCase[], draft: AnswerDraft): Html => html`
  ${open.length > 4 ? html`<p class="jump"><a href="#answer">Đến phần trả lời</a></p>` : undefined}
  <form method="post">
    <input type="hidden" name="form" value="${page.form}" />
    <fieldset class="sheet">
      <legend>1. Chọn việc để trả lời</legend>
      ${open.length > 1 ? selectAll(open.length, draft) : undefined}
      ${open.map((each) => openCase(each, page.at, draft.chosen.includes(each.id) || draft.all || open.length === 1))}
    </fieldset>
    <fieldset class="sheet answer" id="answer">
      <legend>2. Nội dung trả lời</legend>
      ${answerChoices({ ...page, draft })}
      <p class="quiet">Không ghi họ tên, số điện thoại, địa chỉ của người dân.</p>
      <button type="submit">Gửi trả lời</button>
    </fieldset>
  </form>
`

const selectAll = (count: number, { all }: AnswerDraft): Html => html`
  <label class="all">
    <input type="checkbox" name="all" value="yes" ${checked(all)} />
    <span>Chọn tất cả ${formatNumber(count)} việc</span>
  </label>
`

const openCase = (each: AnswerCase, at: Instant, isChosen: boolean): Html => html`
  <label class="case">
    <input type="checkbox" name="case" value="${each.id}" ${checked(isChosen)} />
    <span>${caseLines(each, at)} ${answered(each).map((line) => html`<span class="good">${line}</span>`)}</span>
  </label>
`

/** Code, what it is, and when it is due. */
export const caseLines = ({ code, kind, subject, unit, deadline }: AnswerCase, at: Instant): Html => html`
  <span class="code">${code}</span>
  <span>${capitalised(words.caseKind[kind])}: ${subject}${unit === undefined ? '' : `, ${unit}`}</span>
  ${
    deadline === undefined ? html`<span class="quiet">Đang tạm dừng tính thời gian</span>` : deadlineLines(deadline, at)
  }
`

function deadlineLines({ due, workingTime }: NonNullable<AnswerCase['deadline']>, at: Instant): Html {
  const time = workingTimeWords(workingTime)
  return due < at
    ? html`<span class="late">Trễ ${time}</span><span class="quiet">Quá hạn từ ${dueWords(due)}</span>`
    : html`<span class="soon">Còn ${time}</span><span class="quiet">Hạn ${dueWords(due)}</span>`
}

/** What has been answered before, the weightiest first. */
function answered({ answers, committedTo, declined }: AnswerCase): string[] {
  const { claim, extension, notSyncedAt, acknowledgedAt } = answers
  return [
    ...(claim === undefined ? [] : [`Đã báo xong lúc ${formatDateTime(claim.at)}, chờ xác nhận`]),
    ...(committedTo === undefined ? [] : [`Đã cam kết hoàn thành: ${dueWords(committedTo)}`]),
    ...(extension === undefined ? [] : [`Đã đề nghị gia hạn đến ${dueWords(extension.due)}, chờ trả lời`]),
    ...(declined ? ['Đã báo không thuộc thẩm quyền, chờ chuyển cơ quan khác'] : []),
    ...(notSyncedAt === undefined ? [] : [`Đã báo hệ thống chưa cập nhật lúc ${formatDateTime(notSyncedAt)}`]),
    ...(acknowledgedAt === undefined ? [] : [`Đã xác nhận nhận thư lúc ${formatDateTime(acknowledgedAt)}`]),
  ]
}

export const closedWords: Record<ClosedToAnswers, string> = {
  finished: 'Đã kết thúc',
  otherAgency: 'Đã chuyển cơ quan khác xử lý',
}

const closedList = (closed: readonly AnswerCase[]): Html => html`
  <section class="sheet">
    <h2>Không còn cần trả lời</h2>
    <ul>
      ${closed.map(
        (each) =>
          html`<li class="case">
            <span>
              <span class="code">${each.code}</span>
              <span>${capitalised(words.caseKind[each.kind])}: ${each.subject}</span>
              <span class="good">${each.closed && closedWords[each.closed]}</span>
            </span>
          </li>`,
      )}
    </ul>
  </section>
`

/** Who reads the page may also write to somebody. */
export const footer = ({ expiresAt, centre }: Pick<AnswerPage, 'expiresAt' | 'centre'>): Html => html`
  <footer>
    Trang này trả lời được đến ${formatDateTime(expiresAt)}, chỉ dành cho người nhận thư: đề nghị không chuyển tiếp liên
    kết. Mọi trả lời được ghi vào lịch sử của việc. Liên hệ: ${centre.name},
    <a href="mailto:${centre.email}">${centre.email}</a>.
  </footer>
`
