import * as z from 'zod'
import { localDate } from '../../domain/instant.ts'
import { figureChange, isoWeek, weeklyReport } from '../../domain/report.ts'
import { delivered } from '../../domain/transmission.ts'
import { numberEntry } from '../../store/number-series.ts'
import { reportRecord } from '../../store/report-store.ts'
import {
  contributionsRequest,
  correctionRequest,
  draftRequest,
  figureName,
  figureQuery,
  numberRequest,
  numbersQuery,
  signatureRequest,
  transmissionsRequest,
} from '../../work/report-wire.ts'
import { contributionsView, figureView, preflight, reportView } from './answers.ts'
import { nextPage } from '../../work/paging.ts'
import { HTML, type Operation } from './operation.ts'

const path = '/weekly-reports/{week}'
const parameters = { week: isoWeek }

const writing: readonly Operation[] = [
  {
    name: 'contribute-to-report',
    method: 'POST',
    path: `${path}/contributions`,
    access: 'contributeToReport',
    summary: 'Text and hand-counted numbers for the report, until its review closes',
    parameters,
    body: contributionsRequest,
    answers: { 200: z.strictObject({ week: isoWeek, stored: z.int() }) },
  },
  {
    name: 'list-contributions',
    method: 'GET',
    path: `${path}/contributions`,
    access: 'readReport',
    summary: 'What was given, by whom, what is missing, and what the last report said there',
    parameters,
    answers: { 200: contributionsView },
  },
  {
    name: 'sign-report',
    method: 'POST',
    path: `${path}/signature`,
    access: 'signReport',
    summary: 'The signer’s word: the report takes its number and is published',
    parameters,
    body: signatureRequest,
    answers: { 200: reportRecord },
  },
  {
    name: 'record-transmissions',
    method: 'POST',
    path: `${path}/transmissions`,
    access: 'recordTransmissions',
    summary: 'What the e-office tells of the published report: sent, received, opened, by recipient',
    parameters,
    body: transmissionsRequest,
    answers: { 200: z.strictObject({ week: isoWeek, transmissions: z.array(delivered) }) },
  },
  {
    name: 'correct-report',
    method: 'POST',
    path: `${path}/corrections`,
    access: 'signReport',
    summary: 'Publishes a signed report anew under its number, saying what changed',
    parameters,
    body: correctionRequest,
    answers: { 200: reportView },
  },
]

const reading: readonly Operation[] = [
  {
    name: 'get-report',
    method: 'GET',
    path,
    access: 'readReport',
    summary: 'Where the report stands, every figure with its id, and before it is out, what to look at',
    parameters,
    answers: {
      200: z.strictObject({
        record: reportRecord,
        report: reportView,
        preflight: preflight.optional(),
        documents: z.array(
          z.strictObject({
            name: z.string(),
            method: z.literal('GET'),
            url: z.url(),
            headers: z.record(z.string(), z.string()),
          }),
        ),
        transmissions: z.array(delivered),
      }),
    },
  },
  {
    name: 'get-figure',
    method: 'GET',
    path: `${path}/figures/{id}`,
    access: 'readReport',
    summary: 'A number of the report, and page by page the cases behind it',
    parameters: { ...parameters, id: figureName },
    query: figureQuery,
    answers: { 200: figureView },
  },
  {
    name: 'recompute-report',
    method: 'POST',
    path: `${path}/drafts`,
    access: 'recomputeReport',
    summary: 'A week counted anew, as it stood and was known at a moment; stores nothing',
    parameters,
    body: draftRequest,
    answers: { 200: z.strictObject({ report: weeklyReport, changes: z.array(figureChange) }) },
  },
  {
    name: 'get-brief',
    method: 'GET',
    path: '/briefs/{date}',
    access: 'readReport',
    summary: 'The leadership’s page of a morning, with every figure and its id',
    parameters: { date: localDate },
    answers: { 200: reportView },
  },
  {
    name: 'show-figures-page',
    method: 'GET',
    path: '/figures/{token}',
    access: 'link',
    summary: 'Frozen figures as a page, by the link of a brief or of a mail about a draft',
    parameters: { token: z.string() },
    answers: { 200: HTML },
  },
]

const numbers: readonly Operation[] = [
  {
    name: 'set-document-number',
    method: 'POST',
    path: '/document-numbers',
    access: 'manageNumbers',
    summary: 'Sets a number of the series aside, or takes the next one for another document',
    body: numberRequest,
    answers: { 200: numberEntry },
  },
  {
    name: 'list-document-numbers',
    method: 'GET',
    path: '/document-numbers',
    access: 'readReport',
    summary: 'What became of each number of a year’s series',
    query: numbersQuery,
    answers: {
      200: z.strictObject({
        symbol: z.string(),
        year: z.int(),
        numbers: z.array(numberEntry),
        ...nextPage,
      }),
    },
  },
]

export const reportOperations: readonly Operation[] = [...writing, ...reading, ...numbers]
