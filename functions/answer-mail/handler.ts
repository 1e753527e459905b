import httpUrlEncodeBodyParser from '@middy/http-urlencode-body-parser'
import { linkDeps } from '../platform/link-deps.ts'
import { pageRoute, showing } from '../platform/page.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { answerPage } from '../text/answer-page.ts'
import { refusalPage } from '../text/answer-refusal.ts'
import { answerResultPage } from '../text/answer-result.ts'
import { readForm } from '../work/answer-form.ts'
import { answerMail } from '../work/answer-mail.ts'
import { answerPageOf, openAnswers } from '../work/open-answers.ts'

const deps = { ...linkDeps(), machines: stepFunctions() }

/**
 * `POST /answers/{token}`: gives the answer of the form in the cases chosen. No cookie speaks for the sender, only the
 * token in the address: a page of somebody else does not know it, and so can forge no answer.
 */
export const handler = pageRoute(deps.log)
  .use(httpUrlEncodeBodyParser())
  .handler(
    showing(async (token, body) => {
      const opened = await openAnswers(deps, token)
      if (opened.type === 'refused') return refusalPage(opened.why)
      const { mail } = opened
      const at = { registry: await deps.registry.current(), now: deps.now() }
      const read = readForm(body, at.registry)
      if (read.type === 'foreign') return refusalPage('foreign')
      const page = answerPageOf(mail, read.draft.form, at)
      if (read.type === 'incomplete') return { status: 422, page: answerPage(page, read) }
      const outcomes = await answerMail(deps, mail, { token, ...read })
      return { status: 200, page: answerResultPage(page, outcomes) }
    }),
  )
