import * as z from 'zod'
import { deliveryEvent } from '../../functions/domain/delivery.ts'
import { instant, type Instant } from '../../functions/domain/instant.ts'
import { mailNotice } from '../../functions/store/mail-store.ts'
import { MAIL_ACCEPTED } from '../../functions/work/deliver.ts'
import { MAIL_TOLD } from '../../functions/work/record-mail-event.ts'
import type { AcceptedMail, ToldMail } from '../../functions/work/reconcile.ts'

/** Lines of functions' logs that tell of mails; any other line is not looked at. */
const line = z.discriminatedUnion('message', [
  z.object({
    message: z.literal(MAIL_ACCEPTED),
    mail: z.string(),
    sesId: z.string(),
    at: instant,
    notices: z.array(mailNotice),
  }),
  z.object({ message: z.literal(MAIL_TOLD), mail: z.string(), event: deliveryEvent }),
])
const isAboutMail = z.object({ message: z.enum([MAIL_ACCEPTED, MAIL_TOLD]) })

/** What `aws logs filter-log-events --output json` writes. */
const exported = z.object({ events: z.array(z.object({ message: z.string() })) })

export interface MailLog {
  readonly accepted: AcceptedMail[]
  readonly told: ToldMail[]
}

/**
 * Mails since then, in the order of the log, from JSON lines or from an export of CloudWatch Logs.
 * @throws z.ZodError for a line about a mail that lacks something
 */
export function readMailLog(text: string, since: Instant): MailLog {
  const lines = linesOf(text).flatMap((each) => {
    const json = asJson(each)
    return isAboutMail.safeParse(json).success ? [line.parse(json)] : []
  })
  return {
    accepted: lines.flatMap((each) => (each.message === MAIL_ACCEPTED && each.at >= since ? [each] : [])),
    told: lines.flatMap((each) => (each.message === MAIL_TOLD && each.event.at >= since ? [each] : [])),
  }
}

function linesOf(text: string): string[] {
  const whole = exported.safeParse(asJson(text))
  return whole.success ? whole.data.events.map(({ message }) => message) : text.split('\n')
}

/** Logs also hold lines that are none of ours. */
function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
