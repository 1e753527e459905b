import { linkDeps } from '../platform/link-deps.ts'
import { pageRoute, showing } from '../platform/page.ts'
import { answerPage } from '../text/answer-page.ts'
import { refusalPage } from '../text/answer-refusal.ts'
import { answerPageOf, openAnswers } from '../work/open-answers.ts'

const deps = linkDeps()

/**
 * `GET /answers/{token}`: the cases of the mail that the link stood in, and a form to answer with. It may not write, so
 * that mail scanners, which open every link, change nothing.
 */
export const handler = pageRoute(deps.log).handler(
  showing(async (token) => {
    const opened = await openAnswers(deps, token)
    if (opened.type === 'refused') return refusalPage(opened.why)
    const at = { registry: await deps.registry.current(), now: deps.now() }
    return { status: 200, page: answerPage(answerPageOf(opened.mail, deps.newId(), at)) }
  }),
)
