import type { Call } from './api-world.ts'

/** Whose the thing is that a call is about. */
export interface Whose {
  agency: string
  provider: string
  /** A dossier of the agency, or a field report of the provider where it is called by one. */
  caseId: string
  importId: string
}

export const WEEK = '2021-W43'
const at = '2021-10-28T09:00:00+07:00'
const report = `/weekly-reports/${WEEK}`

export const dossierOf = (agency: string, serial: string) => ({
  code: `000.00.14.H15-211027-${serial}`,
  agency,
  procedure: 'khai-thac-nuoc',
  receivedAt: at,
  applicant: { name: 'Trần Thị Bí Mật', phone: '0905000111' },
})
export const fieldReportOf = (provider: string, agency: string, code: string) => ({
  code,
  provider,
  agency,
  category: 'giao-thong',
  unit: agency,
  receivedAt: at,
  address: '12 Phố Kín',
  reporter: { name: 'Lê Văn Kín', phone: '0905000222' },
})
export const fileOf = (agency: string) => ({
  name: `${agency}.csv`,
  bytes: 10,
  sha256: agency.length.toString(16).padStart(64, '0'),
})
export const letter = {
  id: 'cv-1',
  title: 'Công văn 1',
  subject: 'V/v đôn đốc',
  issuer: 'UBND tỉnh',
  signatory: { capacity: 'Chủ tịch', name: 'Người ký' },
  receivedAt: at,
  tasks: [
    { number: '1', title: 'Rà soát', agency: 'so-tnmt', before: '2021-11-15' },
    { number: '3', title: 'Báo cáo', agency: 'so-tnmt', before: '2021-11-12' },
  ],
  cohorts: [
    {
      id: 'ton-dong',
      task: '1',
      before: '2021-11-15',
      of: { type: 'becomesOverdue', from: at },
    },
  ],
  reports: [{ kind: 'backlog', task: '1' }],
}
/** Stands in the table from the beginning. */
export const apiKey = {
  hash: 'a'.repeat(64),
  provider: 'vnpt',
  label: 'ứng dụng',
  created: { at: '2021-10-28T02:00:00.000Z', by: { role: 'administrator', id: 'test' } },
}
const policy = { steps: [{ level: 0, offset: { amount: 0, unit: 'workingDays' }, recipients: ['focalPoint'] }] }
const row = { kind: 'policy', code: 'dossier:*', from: '2021-11-01', source: 'thử', value: policy }
const backlog = '/directives/cv-1/accountability/backlog'
const path = (id: string): string => `/cases/${encodeURIComponent(id)}`

/**
 * A call that does each thing rightly, by the name of its function, in an order in which one leads to the next. A test
 * finds a row here for every operation of the contract that asks for a token.
 */
export const calls: Readonly<Record<string, (whose: Whose) => Call>> = {
  'register-dossiers': ({ agency }) => ({ path: '/dossiers', body: { dossiers: [dossierOf(agency, '0100')] } }),
  'register-field-reports': ({ provider }) => ({
    path: '/field-reports',
    body: { fieldReports: [fieldReportOf(provider, 'buon-ma-thuot', 'PA-100')] },
  }),
  'list-cases': () => ({ path: '/cases' }),
  'get-case': ({ caseId }) => ({ path: path(caseId) }),
  'explain-case': ({ caseId }) => ({ path: `${path(caseId)}/explanation` }),
  'get-ledger': ({ caseId }) => ({ path: `${path(caseId)}/ledger` }),
  'get-apology': ({ caseId }) => ({ path: `${path(caseId)}/apology` }),
  'get-person': ({ caseId }) => ({ path: `${path(caseId)}/person?purpose=contact` }),
  'list-person-readings': ({ caseId }) => ({ path: `${path(caseId)}/person/readings` }),
  'erase-person': ({ caseId }) => ({ path: `${path(caseId)}/person/erasure`, body: { reason: 'theo đơn' } }),
  'command-case': ({ caseId }) => ({
    path: `${path(caseId)}/commands`,
    body: { type: 'changeStatus', status: 'processing' },
  }),
  'pause-cases': () => ({
    path: '/pauses',
    body: { action: 'pause', document: '152', reason: 'mưa lũ', from: at, scope: { unit: 'ea-sup' } },
  }),
  'change-registry': () => ({ path: '/registry/changes', body: { rows: [row], reason: 'thử', preview: true } }),
  'simulate-policy': () => ({ path: '/policies/simulation', body: { rows: [row], weeks: 1 } }),
  'list-incidents': () => ({ path: '/incidents?from=2021-01-01T00:00:00Z' }),
  'close-incident': () => ({ path: '/incidents/undeliverable~so-tnmt:head~1/closing', body: { reason: 'đã sửa' } }),
  'create-import': ({ agency }) => ({ path: '/imports', body: { file: fileOf(agency) } }),
  'get-import': ({ importId }) => ({ path: `/imports/${importId}` }),
  'command-import': ({ importId }) => ({ path: `/imports/${importId}/commands`, body: { type: 'check' } }),
  'enter-directive': () => ({ path: '/directives', body: letter }),
  'add-directive-tasks': () => ({
    path: '/directives/cv-1/tasks',
    body: { tasks: [{ number: '2', title: 'Báo cáo', agency: 'so-gtvt' }] },
  }),
  'list-directives': () => ({ path: '/directives' }),
  'get-directive': () => ({ path: '/directives/cv-1' }),
  'get-burn-down': () => ({ path: '/directives/cv-1/burn-down' }),
  'set-document-number': () => ({
    path: '/document-numbers',
    body: { action: 'reserve', number: 300, reason: 'để dành' },
  }),
  'list-document-numbers': () => ({ path: '/document-numbers' }),
  'get-brief': () => ({ path: '/briefs/2021-10-29' }),
  'contribute-to-report': () => ({
    path: `${report}/contributions`,
    body: { contributions: [{ section: 'other', text: 'Không có' }] },
  }),
  'list-contributions': () => ({ path: `${report}/contributions` }),
  'get-report': () => ({ path: report }),
  'get-figure': () => ({ path: `${report}/figures/dossiers.received` }),
  'recompute-report': () => ({ path: `${report}/drafts`, body: {} }),
  'sign-report': () => ({ path: `${report}/signature`, body: {} }),
  'list-duplicates': () => ({ path: '/duplicates' }),
  'settle-duplicates': () => ({
    path: '/duplicates',
    body: { action: 'refuse', report: 'report:vnpt:pa-1', original: 'report:viettel:pa-2', reason: 'hai chỗ' },
  }),
  'tell-control-total': ({ provider }) => ({
    path: '/control-totals',
    body: { provider, date: '2021-10-27', totals: [{ unit: 'buon-ma-thuot', received: 1 }] },
  }),
  'list-control-totals': ({ provider }) => ({
    path: `/control-totals?from=2021-10-26&to=2021-10-28&provider=${provider}`,
  }),
  'create-api-key': () => ({ path: '/api-keys', body: { provider: 'vnpt', label: 'ứng dụng' } }),
  'list-api-keys': () => ({ path: '/api-keys' }),
  'revoke-api-key': () => ({ path: `/api-keys/${apiKey.hash.slice(0, 12)}/revocation`, body: {} }),
  'correct-report': () => ({ path: `${report}/corrections`, body: { reason: 'sót' } }),
  'record-transmissions': () => ({
    path: `${report}/transmissions`,
    body: { transmissions: [{ step: 'sent', recipient: 'Ủy ban nhân dân tỉnh', at: '2021-10-29T08:10:00+07:00' }] },
  }),
  'order-accountability-draft': () => ({ method: 'POST', path: `${backlog}/drafts` }),
  'get-accountability': () => ({ path: backlog }),
  'explain-accountability': ({ caseId, agency, provider }) => ({
    path: `${backlog}/explanations`,
    body: { text: 'chờ ý kiến', by: caseId.startsWith('report:') ? provider : agency },
  }),
  'sign-accountability': () => ({ method: 'POST', path: `${backlog}/signature` }),
}
