import * as z from 'zod'
import { directive, orderedTask } from '../domain/directive.ts'
import { instant } from '../domain/instant.ts'
import { pageQuery } from './paging.ts'

/** `POST /directives`: a letter with its tasks and cohorts. */
export const directiveRequest = directive.refine(
  ({ tasks, cohorts }) => cohorts.every((cohort) => tasks.some(({ number }) => number === cohort.task)),
  { path: ['cohorts'], message: 'names a task of the letter' },
)

/** `POST /directives/{id}/tasks`: what a leader's remark adds to the letter. */
export const tasksRequest = z.strictObject({ tasks: z.array(orderedTask).min(1).max(20) })

export const directivesQuery = z.strictObject(pageQuery)

export const burnDownQuery = z.strictObject({ asOf: instant.optional() })
