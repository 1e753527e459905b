import * as z from 'zod'
import { instant } from '../../domain/instant.ts'
import { burnDown } from '../../domain/burn-down.ts'
import { caseId } from '../../domain/case-id.ts'
import { directive, directiveId } from '../../domain/directive.ts'
import { caseSummary } from '../../domain/document.ts'
import { importId, importJob } from '../../store/import-store.ts'
import { burnDownQuery, directiveRequest, directivesQuery, tasksRequest } from '../../work/directive-wire.ts'
import { rowResult } from '../../work/import-files.ts'
import { importCommand, importQuery, importRequest } from '../../work/import-job.ts'
import { closingRequest, incidentsQuery } from '../../work/wire-incidents.ts'
import { fileLink, incidentView } from './answers.ts'
import { nextPage } from '../../work/paging.ts'
import type { Operation } from './operation.ts'

const incidents: readonly Operation[] = [
  {
    name: 'list-incidents',
    method: 'GET',
    path: '/incidents',
    access: 'readIncidents',
    summary: 'What is wrong now; with `from` or `to` also what was, of one kind or of all',
    query: incidentsQuery,
    answers: { 200: z.strictObject({ incidents: z.array(incidentView), ...nextPage }) },
  },
  {
    name: 'close-incident',
    method: 'POST',
    path: '/incidents/{id}/closing',
    access: 'closeIncident',
    summary: 'An operator says that it is mended, and how',
    parameters: { id: z.string().min(1).max(300) },
    body: closingRequest,
    answers: { 200: incidentView },
  },
]

const link = fileLink.optional()
const importView = importJob.omit({ version: true, run: true, by: true }).extend({
  filesUntil: instant,
  upload: link,
  refusedRows: link,
  page: z.strictObject({ rows: z.array(rowResult), next: z.int().optional() }).optional(),
})

const imports: readonly Operation[] = [
  {
    name: 'create-import',
    method: 'POST',
    path: '/imports',
    access: 'importCases',
    summary: 'Announces a file of cases; the answer says where to send it',
    body: importRequest,
    answers: { 200: importView },
  },
  {
    name: 'command-import',
    method: 'POST',
    path: '/imports/{id}/commands',
    access: 'importCases',
    summary: '`check` reads the file and tries every row, `apply` takes the good ones in',
    parameters: { id: importId },
    body: importCommand,
    answers: { 202: importView },
  },
  {
    name: 'get-import',
    method: 'GET',
    path: '/imports/{id}',
    access: 'importCases',
    summary: 'How far it is; with `page` what became of each row; the refused rows as a file',
    parameters: { id: importId },
    query: importQuery,
    answers: { 200: importView },
  },
]

const entered = z.strictObject({
  id: directiveId,
  result: z.enum(['created', 'updated', 'unchanged']),
  tasks: z.array(caseId),
})
const parameters = { id: directiveId }

const directives: readonly Operation[] = [
  {
    name: 'enter-directive',
    method: 'POST',
    path: '/directives',
    access: 'enterDirective',
    summary: 'A letter that orders, with its tasks and cohorts; again, what has become known of it',
    body: directiveRequest,
    answers: { 200: entered, 201: entered },
  },
  {
    name: 'add-directive-tasks',
    method: 'POST',
    path: '/directives/{id}/tasks',
    access: 'enterDirective',
    summary: 'What a leader’s remark adds to a letter',
    parameters,
    body: tasksRequest,
    answers: { 200: entered },
  },
  {
    name: 'list-directives',
    method: 'GET',
    path: '/directives',
    access: 'readDirective',
    summary: 'Every letter, without its text',
    query: directivesQuery,
    answers: { 200: z.strictObject({ items: z.array(directive.omit({ text: true })), ...nextPage }) },
  },
  {
    name: 'get-directive',
    method: 'GET',
    path: '/directives/{id}',
    access: 'readDirective',
    summary: 'The letter, and where each of its tasks stands',
    parameters,
    answers: { 200: directive.extend({ version: z.int(), cases: z.array(caseSummary) }) },
  },
  {
    name: 'get-burn-down',
    method: 'GET',
    path: '/directives/{id}/burn-down',
    access: 'readDirective',
    summary: 'How far the letter’s cohorts are cleared, of agencies and providers their own part',
    parameters,
    query: burnDownQuery,
    answers: { 200: burnDown },
  },
]

const contract: readonly Operation[] = [
  {
    name: 'get-openapi',
    method: 'GET',
    path: '/openapi.json',
    access: 'anybody',
    summary: 'This document',
    answers: { 200: z.looseObject({ openapi: z.string() }) },
  },
]

export const otherOperations: readonly Operation[] = [...incidents, ...imports, ...directives, ...contract]
