import { accessMatrix } from '../../functions/domain/access.ts'
import { operations } from '../../functions/platform/operations/table.ts'
import { declared } from './declared.ts'
import { routeIds } from './statements.ts'

const CASES = 'DataTable[CASE#*]'
const REGISTRY = 'dynamodb:GetItem,Query DataTable[REGISTRY#*]'
const MAILS = 'dynamodb:GetItem,PutItem,Query DataTable[MAIL#*]'
const INCIDENTS = 'dynamodb:GetItem,PutItem,Query DataTable[INCIDENT#*]'
const READ_DELIVERIES = 'dynamodb:Query DataTable[DELIVERY#*]'
const READ_LINK = 'secretsmanager:GetSecretValue AnswersLinkSecret'
const SEND = 'ses:SendRawEmail configuration-set/MailEvents,identity/MailSender[don-doc@ioc.example]'
const CHANGE_CASE = [`dynamodb:GetItem,PutItem,Query ${CASES}`, REGISTRY]
const CHANGE_CASES = [`dynamodb:BatchGetItem,GetItem,PutItem,Query ${CASES}`]
const BY_AGENCY = 'dynamodb:Query DataTable/index/by-agency'
const BY_RECEIVED = 'dynamodb:Query DataTable/index/by-received'
const START_TIMER = 'states:StartExecution EscalationescalationMachine'
const START_ACCOUNTABILITY = 'states:StartExecution AccountabilityaccountabilityMachine'
const START_WINDOW = 'states:StartExecution DigestsdigestsMachine'
const REGISTER = [...CHANGE_CASES, REGISTRY, START_TIMER, 'dynamodb:PutItem DataTable[PERSON#*]']
const WRITE_REPORT = 'dynamodb:GetItem,PutItem,Query DataTable[REPORT#*]'
const COUNT_CASES = [
  BY_AGENCY,
  `dynamodb:BatchGetItem,Query ${CASES}`,
  'dynamodb:Query DataTable[DIRECTIVE#*,INCIDENT#*]',
  REGISTRY,
]
const READ_REPORT = 'dynamodb:Query DataTable[REPORT#*]'
const READ_DOCUMENTS = 's3:GetObject DataDocuments/report/*'
const WRITE_DOCUMENTS = 's3:GetObject,PutObject DataDocuments/report/*'
const KEYS = 'dynamodb:GetItem,PutItem,Query DataTable[APIKEY#*]'
const IMPORTS = 'dynamodb:GetItem,PutItem DataTable[IMPORT#*]'
const IMPORT_FILES = 's3:GetObject,PutObject DataDocuments/import/*'
const KEEP_FAILURES = 'sqs:SendMessage OperatorsFailures'
const TRACE_MACHINE = 'xray:GetSamplingRules,GetSamplingTargets,PutTelemetryRecords,PutTraceSegments *'

const READ_DIRECTIVES = 'dynamodb:GetItem,Query DataTable[DIRECTIVE#*]'
const ENTER_DIRECTIVE = ['dynamodb:GetItem,PutItem DataTable[DIRECTIVE#*]', ...CHANGE_CASE]

/** All there is; a new statement is a new line here. Each function also writes its own log and its traces. */
const expected: Record<string, string[]> = {
  'record-transmissions': [WRITE_REPORT, READ_DOCUMENTS],
  'register-dossiers': REGISTER,
  'register-field-reports': REGISTER,
  'command-case': [...CHANGE_CASE, START_TIMER],
  'pause-cases': [BY_AGENCY, ...CHANGE_CASES, REGISTRY],
  'change-registry': [
    BY_AGENCY,
    ...CHANGE_CASES,
    'dynamodb:GetItem,PutItem,Query,UpdateItem DataTable[REGISTRY#*]',
    INCIDENTS,
  ],
  'list-incidents': ['dynamodb:Query DataTable[INCIDENT#*]', 's3:GetObject DataDocuments/paper/*', REGISTRY],
  'close-incident': [INCIDENTS, REGISTRY],
  'record-mail-events': [
    'dynamodb:PutItem,Query DataTable[DELIVERY#*]',
    'dynamodb:GetItem,Query DataTable[MAIL#*]',
    INCIDENTS,
    `dynamodb:BatchGetItem,GetItem,PutItem,Query ${CASES}`,
    BY_AGENCY,
    's3:PutObject DataDocuments/paper/*',
    REGISTRY,
    KEEP_FAILURES,
  ],
  // It sends and writes nothing.
  'simulate-policy': [BY_AGENCY, `dynamodb:BatchGetItem,Query ${CASES}`, REGISTRY],
  'get-case': [`dynamodb:GetItem,Query ${CASES}`, REGISTRY],
  'explain-case': [`dynamodb:GetItem,Query ${CASES}`, REGISTRY],
  'get-ledger': [`dynamodb:GetItem,Query ${CASES}`, REGISTRY],
  'get-apology': [`dynamodb:GetItem,Query ${CASES}`, REGISTRY],
  'enter-directive': ENTER_DIRECTIVE,
  'add-directive-tasks': ENTER_DIRECTIVE,
  'list-directives': [READ_DIRECTIVES],
  'get-directive': [READ_DIRECTIVES, `dynamodb:BatchGetItem,Query ${CASES}`],
  'get-burn-down': [READ_DIRECTIVES, BY_AGENCY, `dynamodb:BatchGetItem,Query ${CASES}`, REGISTRY],
  'show-figures-page': [READ_LINK, READ_DOCUMENTS],
  'plan-accountability': [READ_DIRECTIVES, REGISTRY, START_ACCOUNTABILITY, KEEP_FAILURES],
  'draft-accountability': [
    BY_AGENCY,
    `dynamodb:BatchGetItem,Query ${CASES}`,
    'dynamodb:GetItem,PutItem,Query DataTable[DIRECTIVE#*]',
    REGISTRY,
    's3:PutObject DataDocuments/accountability/*',
  ],
  'render-accountability': ['s3:GetObject,PutObject DataDocuments/accountability/*'],
  'get-accountability': ['dynamodb:GetItem DataTable[DIRECTIVE#*]', 's3:GetObject DataDocuments/accountability/*'],
  'order-accountability-draft': ['dynamodb:GetItem DataTable[DIRECTIVE#*]', REGISTRY, START_ACCOUNTABILITY],
  'sign-accountability': [
    'dynamodb:GetItem,PutItem DataTable[DIRECTIVE#*]',
    'dynamodb:GetItem,PutItem,Query DataTable[SEQUENCE#*]',
    ...CHANGE_CASE,
    START_ACCOUNTABILITY,
  ],
  'explain-accountability': ['dynamodb:GetItem,PutItem DataTable[DIRECTIVE#*]', REGISTRY],
  'show-answer-page': [
    READ_LINK,
    'dynamodb:GetItem DataTable[MAIL#*]',
    `dynamodb:BatchGetItem,Query ${CASES}`,
    REGISTRY,
  ],
  'answer-mail': [READ_LINK, 'dynamodb:GetItem DataTable[MAIL#*]', ...CHANGE_CASES, REGISTRY, START_TIMER],
  'list-cases': [BY_AGENCY, REGISTRY],
  'get-person': ['dynamodb:GetItem DataTable[PERSON#*]', 'dynamodb:PutItem DataTable[READING#*]'],
  'list-person-readings': ['dynamodb:Query DataTable[READING#*]'],
  'erase-person': ['dynamodb:GetItem,PutItem DataTable[PERSON#*]'],
  'erase-people': [
    'dynamodb:Query DataTable/index/by-pending[RETENTION]',
    'dynamodb:GetItem,PutItem,UpdateItem DataTable[PERSON#*]',
    `dynamodb:GetItem,Query ${CASES}`,
    REGISTRY,
    KEEP_FAILURES,
  ],
  // It reads nothing but itself.
  'get-openapi': [],
  'start-timers': [
    'dynamodb:Query DataTable/index/by-next-step[STEP#*]',
    'dynamodb:Query DataTable/index/by-pending[IMMEDIATE#*]',
    `dynamodb:BatchGetItem,GetItem,PutItem,Query,UpdateItem ${CASES}`,
    REGISTRY,
    'states:StartExecution DigestsdigestsMachine,EscalationescalationMachine',
    'states:DescribeExecution execution:dondoc-dev-escalation:*',
    KEEP_FAILURES,
  ],
  'escalate-case': [...CHANGE_CASE, START_WINDOW],
  'plan-digests': [
    'dynamodb:Query DataTable/index/by-pending[PENDING#*,IMMEDIATE#*,UNFINISHED]',
    ...CHANGE_CASES,
    'dynamodb:GetItem,PutItem DataTable[MAIL#*]',
    INCIDENTS,
    REGISTRY,
    READ_DELIVERIES,
  ],
  'send-digest': [
    'dynamodb:Query DataTable/index/by-pending[PENDING#*,IMMEDIATE#*]',
    `dynamodb:BatchGetItem,Query ${CASES}`,
    MAILS,
    'dynamodb:Query DataTable[INCIDENT#*]',
    REGISTRY,
    READ_DELIVERIES,
    SEND,
    READ_LINK,
  ],
  'settle-digests': [`dynamodb:GetItem,PutItem,Query ${CASES}`, 'dynamodb:GetItem,PutItem DataTable[MAIL#*]', REGISTRY],
  'follow-directives': ['dynamodb:Query DataTable[DIRECTIVE#*]', BY_AGENCY, ...CHANGE_CASES, REGISTRY, KEEP_FAILURES],
  'audit-cases': [BY_AGENCY, ...CHANGE_CASES, REGISTRY, KEEP_FAILURES],
  'draft-report': [...COUNT_CASES, WRITE_REPORT, WRITE_DOCUMENTS],
  'check-report': [
    'dynamodb:Query DataTable[REPORT#*,INCIDENT#*]',
    MAILS,
    READ_DELIVERIES,
    READ_DOCUMENTS,
    SEND,
    READ_LINK,
  ],
  'send-brief': [
    BY_AGENCY,
    `dynamodb:BatchGetItem,Query ${CASES}`,
    'dynamodb:Query DataTable[DIRECTIVE#*,INCIDENT#*,REPORT#*,DELIVERY#*]',
    MAILS,
    REGISTRY,
    WRITE_DOCUMENTS,
    SEND,
    READ_LINK,
    KEEP_FAILURES,
  ],
  'get-brief': [READ_DOCUMENTS],
  'publish-report': [WRITE_REPORT, WRITE_DOCUMENTS],
  'render-report': [WRITE_DOCUMENTS],
  'mail-report': [WRITE_REPORT, MAILS, READ_DELIVERIES, READ_DOCUMENTS, SEND],
  'contribute-to-report': [WRITE_REPORT, REGISTRY],
  'list-contributions': [READ_REPORT, READ_DOCUMENTS, REGISTRY],
  'sign-report': [
    WRITE_REPORT,
    'dynamodb:GetItem,PutItem,Query DataTable[SEQUENCE#*]',
    READ_DOCUMENTS,
    'states:StartExecution ReportingweeklyreportMachine',
  ],
  'get-report': [READ_REPORT, READ_DOCUMENTS, 'dynamodb:Query DataTable[INCIDENT#*]'],
  'get-figure': [READ_REPORT, READ_DOCUMENTS],
  'recompute-report': [READ_REPORT, READ_DOCUMENTS, ...COUNT_CASES],
  'correct-report': [
    WRITE_REPORT,
    WRITE_DOCUMENTS,
    ...COUNT_CASES,
    'states:StartExecution ReportingweeklyreportMachine',
  ],
  'set-document-number': ['dynamodb:GetItem,PutItem,Query DataTable[SEQUENCE#*]', REGISTRY],
  'list-document-numbers': ['dynamodb:Query DataTable[SEQUENCE#*]', REGISTRY],
  'list-open311': [BY_RECEIVED, `dynamodb:BatchGetItem,Query ${CASES}`, REGISTRY],
  'read-open311': [`dynamodb:GetItem,Query ${CASES}`, REGISTRY],
  'file-open311': [
    ...CHANGE_CASE,
    START_TIMER,
    'dynamodb:GetItem DataTable[APIKEY#*]',
    'dynamodb:PutItem DataTable[PERSON#*]',
    'dynamodb:UpdateItem DataTable[CALLER#*]',
  ],
  'tell-control-total': ['dynamodb:PutItem DataTable[CONTROL#*]', REGISTRY],
  'list-control-totals': [BY_RECEIVED, 'dynamodb:Query DataTable[CONTROL#*]', REGISTRY],
  'watch-feeds': [BY_RECEIVED, 'dynamodb:Query DataTable[CONTROL#*]', INCIDENTS, REGISTRY, KEEP_FAILURES],
  // Places are compared, and nobody is told one.
  'list-duplicates': [
    BY_RECEIVED,
    'dynamodb:GetItem DataTable[PERSON#*]',
    'dynamodb:Query DataTable[DUPLICATE#*]',
    REGISTRY,
  ],
  'settle-duplicates': [...CHANGE_CASE, START_TIMER, 'dynamodb:PutItem DataTable[DUPLICATE#*]'],
  'create-api-key': [KEYS, REGISTRY],
  'revoke-api-key': [KEYS, REGISTRY],
  'list-api-keys': ['dynamodb:Query DataTable[APIKEY#*]', REGISTRY],
  'create-import': [IMPORTS, IMPORT_FILES],
  'command-import': [IMPORTS, 's3:GetObject DataDocuments/import/*', 'states:StartExecution ImportingimportMachine'],
  'get-import': ['dynamodb:GetItem DataTable[IMPORT#*]', 's3:GetObject DataDocuments/import/*'],
  'read-import': [IMPORTS, REGISTRY, IMPORT_FILES],
  'apply-import': [IMPORTS, REGISTRY, IMPORT_FILES, ...CHANGE_CASES, 'dynamodb:PutItem DataTable[PERSON#*]'],
  AccountabilityaccountabilityRole: [
    'lambda:InvokeFunction Accountabilitydraftaccountability,Accountabilityrenderaccountability',
    TRACE_MACHINE,
  ],
  ImportingimportRole: ['lambda:InvokeFunction Importingapplyimport,Importingreadimport', TRACE_MACHINE],
  EscalationescalationRole: ['lambda:InvokeFunction Escalationescalatecase', TRACE_MACHINE],
  ReportingweeklyreportRole: [
    `lambda:InvokeFunction ${['check', 'draft', 'mail', 'publish', 'render'].map((verb) => `Reporting${verb}report`).join()}`,
    TRACE_MACHINE,
  ],
  DigestsdigestsRole: [
    `lambda:InvokeFunction ${['plandigests', 'senddigest', 'settledigests'].map((name) => `Digests${name}`).join()}`,
    TRACE_MACHINE,
  ],
  ApiCaller: [`lambda:InvokeFunction ${routeIds(declared()).toSorted().join()}`],
  DigestsdigestsMachineEventsRole: ['states:StartExecution DigestsdigestsMachine'],
  ReportingweeklyreportMachineEventsRole: ['states:StartExecution ReportingweeklyreportMachine'],
}

/** Every function of a route that takes a body remembers its callers. */
const REMEMBER = 'dynamodb:GetItem,PutItem,UpdateItem DataTable[CALLER#*]'
const remembering = new Set(
  operations.flatMap(({ name, method, access }) => (method === 'POST' && access in accessMatrix ? [name] : [])),
)

/** The statements of every role, beside those that all functions have. */
export const expectedRights: Readonly<Record<string, string[]>> = Object.fromEntries(
  Object.entries(expected).map(([name, own]) => [name, remembering.has(name) ? [...own, REMEMBER] : own]),
)
