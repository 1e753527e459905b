import * as z from 'zod'
import { caseId } from '../../domain/case-id.ts'
import { countedCase } from '../../domain/counted-case.ts'
import { caseSummary } from '../../domain/document.ts'
import { actor, entry, extensionReason, handler } from '../../domain/event.ts'
import { incident, incidentKinds, paper } from '../../domain/incident.ts'
import { instant } from '../../domain/instant.ts'
import { ledger, ledgerPart } from '../../domain/ledger.ts'
import { weeklyReport } from '../../domain/report.ts'

/** One thing that is wrong with what was sent. */
const problemError = z.strictObject({
  field: z.string(),
  value: z.unknown(),
  ruleVi: z.string(),
  ruleEn: z.string(),
})

/** Problem details (RFC 9457), in Vietnamese (`title`, `detail`) and English (`detailEn`). */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  detailEn: z.string(),
  errors: z.array(problemError),
})

const count = z.int().min(0)
const text = z.string()

/** Each item is answered by itself: bad ones do not keep good ones out. */
export const batchAnswer = z.strictObject({
  accepted: count,
  rejected: count,
  results: z.array(
    z.discriminatedUnion('result', [
      z.strictObject({ index: count, id: caseId, result: z.enum(['created', 'updated', 'unchanged']) }),
      z.strictObject({ index: count, id: caseId.optional(), result: z.literal('rejected'), problem }),
    ]),
  ),
})

export const listedCase = caseSummary.extend({ setAside: z.literal(true).optional() })

const answersGiven = z.strictObject({
  acknowledgedAt: instant.optional(),
  extension: z.strictObject({ at: instant, due: instant, why: extensionReason }).optional(),
  claim: z.strictObject({ at: instant, proof: text }).optional(),
  notSyncedAt: instant.optional(),
})

const pause = z.strictObject({ from: instant, to: instant.optional() })

const commitment = z.strictObject({
  agency: text.optional(),
  at: instant,
  by: instant,
  episode: z.int(),
  pauses: z.array(pause),
  ended: z.strictObject({ at: instant, how: z.enum(['finished', 'broken', 'overtaken', 'withdrawn']) }).optional(),
})

export const caseView = caseSummary.extend({
  timeline: z.array(
    entry
      .pick({ seq: true, occurredAt: true, recordedAt: true, actor: true, event: true })
      .extend({ text, event: z.looseObject({ type: text }) }),
  ),
  handler: handler.optional(),
  holders: z.array(
    z.strictObject({ agency: text.optional(), handler: handler.optional(), from: instant, to: instant.optional() }),
  ),
  supplements: z.array(z.strictObject({ at: instant, due: instant.optional() })),
  pauses: z.array(pause),
  stops: z.array(z.strictObject({ cause: text, since: instant })),
  duplicateOf: caseId.optional(),
  answers: answersGiven,
  commitments: z.array(commitment),
  nextStepAt: instant.optional(),
  held: text.optional(),
  setAside: z.literal(true).optional(),
  version: z.int().min(1).optional(),
  execution: text.optional(),
})

/** The kinds of lines, and what each holds, are told by `text`; programs read `kind` and the field they know. */
export const explanationView = z.strictObject({
  id: caseId,
  asOf: instant,
  knownAt: instant,
  lines: z.array(z.looseObject({ kind: text, text })),
  figures: z.looseObject({ outcome: z.enum(['onTime', 'late', 'inTime', 'overdue', 'noDue']) }),
  measure766: z
    .looseObject({ retroactive: z.boolean(), result: z.enum(['onTime', 'late', 'notMeasured']), text })
    .optional(),
  text,
})

export const ledgerView = ledger.extend({
  parts: z.array(ledgerPart.extend({ text })),
  disputes: z.array(
    z.strictObject({
      entry: z.int(),
      at: instant,
      reason: text,
      answer: z.strictObject({ at: instant, upheld: z.boolean(), reason: text }).optional(),
    }),
  ),
})

export const pausedCases = z.strictObject({
  document: text,
  changed: count,
  unchanged: count,
  refused: z.record(z.string(), count),
  failed: count,
  after: caseId.optional(),
})

const moved = z.strictObject({ from: instant.optional(), to: instant.optional() }).optional()
export const registryAnswer = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('preview'),
    open: count,
    dueMoved: count,
    moved: count,
    moves: z.array(z.strictObject({ id: caseId, code: text, agency: text.optional(), due: moved, nextStepAt: moved })),
    after: caseId.optional(),
  }),
  z.strictObject({
    type: z.literal('applied'),
    rulesVersion: count,
    open: count,
    moved: count,
    failed: count,
    after: caseId.optional(),
  }),
])

/** From or to which a file goes, for a quarter of an hour. */
export const fileLink = z.strictObject({
  method: z.enum(['PUT', 'GET']),
  url: z.url(),
  headers: z.record(z.string(), z.string()),
})

export const incidentView = z.strictObject({
  id: text,
  kind: z.enum(incidentKinds),
  subject: text,
  since: instant,
  until: instant.optional(),
  what: z.union(incident.options.map((each) => each.shape.what)),
  closed: z.strictObject({ at: instant, by: actor, reason: text }).optional(),
  paper: paper.extend({ download: fileLink.optional() }).optional(),
  text,
})

export const figure = z.strictObject({
  id: text,
  measure: text,
  scope: z.strictObject({ by: text, of: text }).optional(),
  unit: z.enum(['count', 'share', 'workingMinutes']),
  value: z.number().optional(),
  share: z.strictObject({ part: z.number(), whole: z.number() }).optional(),
  change: z.number().optional(),
  trend: z.array(z.strictObject({ week: text, value: z.number().optional() })),
})

export const reportView = weeklyReport.omit({ cases: true }).extend({ figures: z.array(figure) })
export const figureView = z.strictObject({ figure, behind: count, cases: z.array(countedCase), next: count.optional() })

const wanted = z.strictObject({ section: text, cityService: text.optional(), part: text })
export const preflight = z.strictObject({
  missing: z.array(wanted),
  jumps: z.array(figure),
  silent: z.array(z.strictObject({ by: text, of: text })),
})
export const contributionsView = z.strictObject({
  week: text,
  open: z.boolean(),
  closesAt: instant.optional(),
  missing: z.array(wanted),
  given: weeklyReport.shape.contributions,
  history: weeklyReport.shape.contributions,
  offered: weeklyReport.shape.contributions,
})
