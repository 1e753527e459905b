import * as z from 'zod'
import { endOfWorkingDay } from '../domain/calendar.ts'
import { caseCommand, type CaseCommand } from '../domain/command.ts'
import { fromMs, localDate } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import { answerKinds, type AnswerDraft, type FormProblem } from '../text/answer-form.ts'

const text = z.string().normalize().trim().max(2000).default('')
const one = z.string().max(300)
const choice = z.literal('yes').optional()

/** The fields as a browser sends them; those of answers that were not chosen come along empty. */
const fields = z.object({
  form: z.string().regex(/^[\w-]{1,64}$/),
  all: choice,
  case: z.union([one.transform((id) => [id]), z.array(one)]).default([]),
  answer: z.enum(answerKinds).optional(),
  workingDays: text,
  why: text,
  due: text,
  more: text,
  proposed: text,
  declineReason: text,
  notSynced: text,
  proof: text,
})

export type ReadForm =
  | { type: 'complete'; draft: AnswerDraft; command: CaseCommand }
  | { type: 'incomplete'; draft: AnswerDraft; problems: FormProblem[] }
  /** No form of ours. */
  | { type: 'foreign' }

/** What a submitted form orders, or what it lacks, with all that was filled in. */
export function readForm(body: unknown, registry: Registry): ReadForm {
  const parsed = fields.safeParse(body)
  if (!parsed.success) return { type: 'foreign' }
  const { all, case: chosen, ...rest } = parsed.data
  const draft: AnswerDraft = { ...rest, all: all === 'yes', chosen }
  const command = caseCommand.safeParse(commandOf(draft, registry))
  const missing: FormProblem[] = [
    ...(draft.all || chosen.length > 0 ? [] : ['chosen' as const]),
    ...(draft.answer === undefined ? ['answer' as const] : problemsOf(command)),
  ]
  if (missing.length > 0 || !command.success) return { type: 'incomplete', draft, problems: missing }
  return { type: 'complete', draft, command: command.data }
}

const field = z.enum(['workingDays', 'why', 'due', 'reason', 'proof', 'proposed'])

function problemsOf(parsed: z.ZodSafeParseResult<CaseCommand>): FormProblem[] {
  const named = parsed.error?.issues.flatMap(({ path: [first] }) => field.safeParse(first).data ?? []) ?? []
  return [...new Set(named)]
}

function commandOf(draft: AnswerDraft, registry: Registry): object {
  const { answer: type } = draft
  switch (type) {
    case 'acknowledge':
      return { type }
    case 'commit':
      return { type, workingDays: /^\d+$/.test(draft.workingDays) ? Number(draft.workingDays) : 0 }
    case 'requestExtension':
      return { type, why: draft.why, due: endOf(draft.due, registry), ...filled('reason', draft.more) }
    case 'decline':
      return { type, reason: draft.declineReason, ...filled('proposed', draft.proposed) }
    case 'explainNotSynced':
      return { type, reason: draft.notSynced }
    case 'claimDone':
      return { type, proof: draft.proof }
    case undefined:
      return {}
    default:
      return type satisfies never
  }
}

const filled = (name: string, value: string): object => (value === '' ? {} : { [name]: value })

/** The end of the working day that a date names; of a day off, that of the next one. */
function endOf(date: string, registry: Registry): string | undefined {
  const parsed = localDate.safeParse(date)
  // No calendar reaches back for ever.
  if (!parsed.success || registry.find('calendar', 'counter', parsed.data) === undefined) return undefined
  return fromMs(endOfWorkingDay(registry.calendar('counter', parsed.data), parsed.data))
}
