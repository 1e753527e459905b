import type { Rejection } from '../domain/rejection.ts'
import {
  caseLines,
  closedWords,
  footer,
  type AnswerCase,
  type AnswerPage,
  type ClosedToAnswers,
} from './answer-page.ts'
import { dueWords } from './due-words.ts'
import { formatNumber } from './format.ts'
import { html, type Html } from './html.ts'
import { pageFrame } from './page-frame.ts'
import { rejectionProblem } from './rejection-words.ts'

export type AnswerOutcome =
  | { type: 'taken' }
  | { type: 'refused'; rejection: Rejection }
  | { type: 'closed'; closed: ClosedToAnswers }
  /** Somebody else is changing the case: to be sent again. */
  | { type: 'busy' }

interface Result {
  case: AnswerCase
  outcome: AnswerOutcome
}

/** What became of an answer, case by case: what was not taken comes first, with the reason. */
export function answerResultPage(page: AnswerPage, outcomes: ReadonlyMap<string, AnswerOutcome>): string {
  const results = page.cases.flatMap((each): Result[] => {
    const outcome = outcomes.get(each.id)
    return outcome === undefined ? [] : [{ case: each, outcome }]
  })
  const taken = results.filter(({ outcome }) => outcome.type === 'taken')
  const others = results.filter(({ outcome }) => outcome.type !== 'taken')
  return pageFrame(
    titleOf(taken.length, results.length),
    html`
      ${section('Chưa ghi nhận', others, page)} ${section('Đã ghi nhận', taken, page)}
      <p><a class="button" href="">Trở lại danh sách việc</a></p>
      ${footer(page)}
    `,
  )
}

function titleOf(taken: number, all: number): string {
  if (taken === 0) return 'Chưa ghi nhận trả lời'
  return taken === all ? 'Đã ghi nhận trả lời' : `Đã ghi nhận trả lời của ${taken}/${all} việc`
}

const section = (title: string, results: readonly Result[], page: AnswerPage): Html | undefined =>
  results.length === 0
    ? undefined
    : html`
        <section class="sheet">
          <h2>${title}: ${formatNumber(results.length)} việc</h2>
          <ul>
            ${results.map(
              ({ case: each, outcome }) =>
                html`<li class="case">
                  <span>
                    ${caseLines(each, page.at)}
                    <span class="${outcome.type === 'taken' ? 'good' : 'late'}">${outcomeWords(outcome)}</span>
                  </span>
                </li>`,
            )}
          </ul>
        </section>
      `

function outcomeWords(outcome: AnswerOutcome): string {
  switch (outcome.type) {
    case 'taken':
      return 'Đã ghi vào lịch sử của việc.'
    case 'closed':
      return `${closedWords[outcome.closed]}.`
    case 'busy':
      return 'Việc đang được nơi khác cập nhật, đề nghị gửi lại.'
    case 'refused':
      return refusalWords(outcome.rejection)
    default:
      return outcome satisfies never
  }
}

/** In words of the form; what a form can hardly cause is told as to other callers. */
function refusalWords(rejection: Rejection): string {
  switch (rejection.code) {
    case 'commitmentTooFar':
      return `Ngày cam kết không được sau ${dueWords(rejection.latest)}.`
    case 'committedBefore':
      return `Đã có cam kết đến ${dueWords(rejection.by)}; cần thêm thời gian thì đề nghị gia hạn.`
    case 'noCommitments':
      return 'Quy định đôn đốc của việc này không cho cam kết ngày hoàn thành.'
    case 'notLater':
      return `Ngày đề nghị phải sau ${dueWords(rejection.than)}.`
    case 'notAllowed':
      return 'Việc này không còn nhận trả lời như vậy.'
    default:
      return rejectionProblem(rejection).detail
  }
}
