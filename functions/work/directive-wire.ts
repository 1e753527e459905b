import * as z from 'zod'
import { directive, directiveId, orderedTask, reportKind, type OrderedTask } from '../domain/directive.ts'
import { reason } from '../domain/event.ts'
import { instant } from '../domain/instant.ts'
import { pageQuery } from './paging.ts'
import { slug } from '../domain/slug.ts'

/** `POST /directives`: a letter with its tasks and cohorts. */
export const directiveRequest = directive
  .refine(({ tasks, cohorts }) => namesTasks(cohorts, tasks), {
    path: ['cohorts'],
    message: 'names a task of the letter',
  })
  .refine(({ tasks, reports }) => namesTasks(reports, tasks), {
    path: ['reports'],
    message: 'names a task of the letter',
  })
  .refine(({ reports }) => new Set(reports.map(({ kind }) => kind)).size === reports.length, {
    path: ['reports'],
    message: 'each kind stands once',
  })

const namesTasks = (named: readonly { task: string }[], tasks: readonly OrderedTask[]): boolean =>
  named.every(({ task }) => tasks.some(({ number }) => number === task))

/** `POST /directives/{id}/tasks`: what a leader's remark adds to the letter. */
export const tasksRequest = z.strictObject({ tasks: z.array(orderedTask).min(1).max(20) })

export const directivesQuery = z.strictObject(pageQuery)
/** `/directives/{id}/accountability/{kind}`. */
export const accountabilityPath = { id: directiveId, kind: reportKind }
export const accountabilityName = z.object(accountabilityPath).transform(({ id, kind }) => ({ directive: id, kind }))

/** `by`: for whom an operator says it; others speak for themselves. */
export const explanationRequest = z.strictObject({ text: reason, by: slug.optional() })

export const burnDownQuery = z.strictObject({ asOf: instant.optional() })
