import { signFiguresLink } from '../work/figures-link.ts'
import type { PageDeps } from '../work/deps.ts'
import type { FiguresDeps } from '../work/open-figures.ts'
import { now } from './core.ts'
import { variable } from './env.ts'
import { linkSecret, linkSecrets } from './link-secret.ts'
import { documentDeps } from './report-deps.ts'

/** To put links to figures into mails. */
export function pageDeps(): PageDeps {
  const secret = linkSecret(now)
  return {
    figuresUrl: async (scope) => `${variable('FIGURES_URL')}/${signFiguresLink(await secret(), scope, now())}`,
  }
}

/** To show what a link leads to: the bucket alone, no table. */
export const figuresDeps = (): FiguresDeps => ({ now, documents: documentDeps(), linkSecrets: linkSecrets(now) })
