import * as z from 'zod'
import { directiveTaskId } from '../../functions/domain/case-id.ts'
import { reportKind } from '../../functions/domain/directive.ts'
import { instant } from '../../functions/domain/instant.ts'
import { slug } from '../../functions/domain/registry.ts'
import { directiveRequest } from '../../functions/work/directive-wire.ts'
import { read } from './first-registry.ts'
import { post, type TimedRequest } from './sample-request.ts'

const voice = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('agency'), agency: slug }),
  z.strictObject({ role: z.literal('provider'), provider: slug }),
])

/** The letter of November 2021, and what people do about it; its facts are the letter's, the rest is marked as assumed. */
const letterData = z.strictObject({
  source: z.string(),
  enteredAt: instant,
  directive: directiveRequest,
  done: z.array(z.strictObject({ task: z.string(), at: instant, report: z.string() })),
  explanations: z.array(z.strictObject({ report: reportKind, at: instant, as: voice, text: z.string() })),
  signatures: z.array(z.strictObject({ report: reportKind, at: instant })),
})

/** An operator enters the letter on the morning it arrives; agencies explain themselves, the department signs. */
export function tellLetter(): TimedRequest[] {
  const { directive, enteredAt, done, explanations, signatures } = read('letter', letterData)
  const path = `/directives/${directive.id}/accountability`
  return [
    post(enteredAt, { role: 'operator' }, { path: '/directives', body: directive }),
    ...done.map(({ at, task, report }) =>
      post(
        at,
        { role: 'operator' },
        {
          path: `/cases/${encodeURIComponent(directiveTaskId(directive.id, task))}/commands`,
          body: { type: 'reportProgress', report },
        },
      ),
    ),
    ...explanations.map(({ at, as, report, text }) =>
      post(at, as, { path: `${path}/${report}/explanations`, body: { text } }),
    ),
    ...signatures.map(({ at, report }) =>
      post(at, { role: 'signer' }, { path: `${path}/${report}/signature`, body: {} }),
    ),
  ]
}
