import { figuresDeps } from '../platform/figures-deps.ts'
import { functionLog } from '../platform/log.ts'
import { pageRoute, showing } from '../platform/page.ts'
import { refusalPage } from '../text/answer-refusal.ts'
import { figuresPage } from '../text/figures-page.ts'
import { openFigures } from '../work/open-figures.ts'

const deps = figuresDeps()

/** `GET /figures/{token}`: the frozen figures that the link of a mail names, to be read without an account. */
export const handler = pageRoute(functionLog()).handler(
  showing(async (token) => {
    const opened = await openFigures(deps, token)
    if (opened.type === 'refused') return refusalPage(opened.why)
    const { report, scope, expiresAt } = opened
    return { status: 200, page: figuresPage(report, { kind: scope.type, expiresAt }) }
  }),
)
