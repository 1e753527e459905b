import * as z from 'zod'
import { caseId } from '../../domain/case-id.ts'
import { simulation } from '../../domain/simulated-mails.ts'
import {
  commandRequest,
  dossierItem,
  fieldReportItem,
  getQuery,
  listQuery,
  pausesRequest,
  registryChangesRequest,
  simulationRequest,
} from '../../work/wire.ts'
import {
  batchAnswer,
  caseView,
  explanationView,
  ledgerView,
  listedCase,
  pausedCases,
  registryAnswer,
} from './answers.ts'
import { apologyView } from '../../work/read-apology.ts'
import { nextPage } from '../../work/paging.ts'
import { HTML, type Operation } from './operation.ts'

const many = <S extends z.ZodType>(item: S) => z.array(item).min(1).max(100)
const parameters = { id: caseId }

const incoming: readonly Operation[] = [
  {
    name: 'register-dossiers',
    method: 'POST',
    path: '/dossiers',
    access: 'registerDossier',
    summary: 'Takes in 1–100 dossiers as a source knows them, new or known; each is answered by itself',
    body: z.strictObject({ dossiers: many(dossierItem) }),
    answers: { 200: batchAnswer },
  },
  {
    name: 'register-field-reports',
    method: 'POST',
    path: '/field-reports',
    access: 'registerFieldReport',
    summary: 'Takes in 1–100 field reports as a provider knows them; each is answered by itself',
    body: z.strictObject({ fieldReports: many(fieldReportItem) }),
    answers: { 200: batchAnswer },
  },
]

const oneCase: readonly Operation[] = [
  {
    name: 'list-cases',
    method: 'GET',
    path: '/cases',
    access: 'listCases',
    summary: 'Cases within reach, by agency, soonest due first; a page may be short, more come while it has a cursor',
    query: listQuery,
    answers: { 200: z.strictObject({ items: z.array(listedCase), ...nextPage }) },
  },
  {
    name: 'get-case',
    method: 'GET',
    path: '/cases/{id}',
    access: 'readCase',
    summary: 'A case with its timeline, now or as the system would have shown it then',
    parameters,
    query: getQuery,
    answers: { 200: caseView },
  },
  {
    name: 'explain-case',
    method: 'GET',
    path: '/cases/{id}/explanation',
    access: 'readCase',
    summary: 'Why the due date is what it is and the case late or on time, line by line',
    parameters,
    query: getQuery,
    answers: { 200: explanationView },
  },
  {
    name: 'get-ledger',
    method: 'GET',
    path: '/cases/{id}/ledger',
    access: 'readCase',
    summary: 'Whose working time the case took, part by part, and what of it is disputed',
    parameters,
    query: getQuery,
    answers: { 200: ledgerView },
  },
  {
    name: 'get-apology',
    method: 'GET',
    path: '/cases/{id}/apology',
    access: 'readCase',
    summary:
      'The apology that a late dossier owes, drafted with a reason and a new date, and the command that confirms it',
    parameters,
    answers: { 200: apologyView },
  },
  {
    name: 'command-case',
    method: 'POST',
    path: '/cases/{id}/commands',
    access: 'commandCase',
    summary: 'What a source, an agency or an operator does to one case; answers with the case as it then stands',
    parameters,
    body: commandRequest,
    answers: { 200: caseView },
  },
]

const manyCases: readonly Operation[] = [
  {
    name: 'pause-cases',
    method: 'POST',
    path: '/pauses',
    access: 'pauseCases',
    summary: 'A document stops or releases the clocks of all open cases within a scope',
    body: pausesRequest,
    answers: { 200: pausedCases },
  },
  {
    name: 'change-registry',
    method: 'POST',
    path: '/registry/changes',
    access: 'changeRegistry',
    summary: 'Previews what changed rules would do to the open cases, or puts them in force',
    body: registryChangesRequest,
    answers: { 200: registryAnswer },
  },
  {
    name: 'simulate-policy',
    method: 'POST',
    path: '/policies/simulation',
    access: 'simulatePolicy',
    summary: 'The mails that proposed policies would have sent in the last weeks; sends none',
    body: simulationRequest,
    answers: { 200: simulation },
  },
]

const link = z.string().min(1).max(2000)
const answering: readonly Operation[] = [
  {
    name: 'show-answer-page',
    method: 'GET',
    path: '/answers/{token}',
    access: 'link',
    summary: 'The page of a mail: its cases, and a form to answer with; opening it changes nothing',
    parameters: { token: link },
    answers: { 200: HTML },
  },
  {
    name: 'answer-mail',
    method: 'POST',
    path: '/answers/{token}',
    access: 'link',
    summary: 'The form of that page: one answer for the cases chosen',
    parameters: { token: link },
    form: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    answers: { 200: HTML },
  },
]

export const caseOperations: readonly Operation[] = [...incoming, ...oneCase, ...manyCases, ...answering]
