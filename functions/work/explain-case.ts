import type { CaseDocument } from '../domain/document.ts'
import type { ExplanationLine } from '../domain/explanation-line.ts'
import { explain, type ExplanationFigures } from '../domain/explanation.ts'
import type { Instant } from '../domain/instant.ts'
import { measure766, type Measure766 } from '../domain/measure-766.ts'
import { readRegistry, type RegistryRow } from '../domain/registry.ts'
import { explanationText } from '../text/explanation-text.ts'
import { explanationLine } from '../text/explanation-words.ts'
import { MEASURE_TITLE, measureLines } from '../text/measure-words.ts'

/** `GET /cases/{id}/explanation`: why the date is what it is and the case late or on time, for people and programs. */
export interface ExplanationView {
  id: string
  asOf: Instant
  knownAt: Instant
  lines: (ExplanationLine & { text: string })[]
  figures: ExplanationFigures
  /** Of a dossier. */
  measure766?: Measure766 & { text: string }
  /** All of it, to be read. */
  text: string
}

export interface ExplanationAsk {
  /** All rows of the registry, by whichever time they were recorded. */
  rows: readonly RegistryRow[]
  asOf: Instant
  knownAt: Instant
}

/** As the system would have explained the case then. Undefined where it was not there yet, or not known. */
export function explainCase({ id, entries, summary }: CaseDocument, ask: ExplanationAsk): ExplanationView | undefined {
  const { rows, asOf, knownAt } = ask
  const question = { registry: readRegistry(rows, rows.length, knownAt), rows, asOf, knownAt }
  const explanation = explain(entries, question)
  if (explanation === undefined) return undefined
  const { kind, code } = summary
  const context = { kind, names: question.registry, asOf }
  const lines = explanation.lines.map((line) => ({ ...line, text: explanationLine(line, context) }))
  const measure = measure766(entries, question)
  const measured = measure === undefined ? [] : measureLines(measure)
  return {
    id,
    asOf,
    knownAt,
    lines,
    figures: explanation.figures,
    ...(measure && { measure766: { ...measure, text: [MEASURE_TITLE, ...measured].join('\n') } }),
    text: explanationText({ kind, code, asOf, knownAt, lines, measure: measured }),
  }
}
