import { stateOf, type CaseDocument } from '../domain/document.ts'
import { committedUntil } from '../domain/commitment.ts'
import { dueOf, policyOf } from '../domain/due.ts'
import { mailboxes } from '../domain/contacts.ts'
import { localDateOf, type Instant, type LocalDate } from '../domain/instant.ts'
import type { Contact, RecipientRole, Registry } from '../domain/registry.ts'
import type { CaseState } from '../domain/state.ts'
import type { AnswerCase, AnswerPage, ClosedToAnswers } from '../text/answer-page.ts'
import type { RefusedLink } from '../text/answer-refusal.ts'
import { readLink, type LinkScope } from './answer-link.ts'
import { fingerprint } from '../store/fingerprint.ts'
import type { LinkDeps } from './deps.ts'
import { subjectName } from '../domain/subject-name.ts'
import { readWithKeys } from './signed-link.ts'
import { centreOf, digestCase } from './write-digest.ts'

/** What a good link leads to: the cases of one mail as they stand now. */
export interface OpenMail {
  scope: LinkScope
  contact: Contact
  sentAt: Instant
  expiresAt: Instant
  documents: CaseDocument[]
}

export type Opened = { type: 'open'; mail: OpenMail } | { type: 'refused'; why: RefusedLink }

/** Only those answer who finish cases themselves; who watches over agencies has nothing to commit to. */
export const mayAnswer = (role: RecipientRole): boolean => role === 'focalPoint' || role === 'head'

/** Reads what the link is good for; changes nothing. */
export async function openAnswers(deps: LinkDeps, token: string): Promise<Opened> {
  const link = await readWithKeys(deps.linkSecrets, (secrets) => readLink(secrets, token, deps.now()))
  if (link.type !== 'valid') return { type: 'refused', why: link.type }
  const { scope, expiresAt } = link
  const sent = await deps.mails.load(scope.recipient, scope.window)
  const registry = await deps.registry.current()
  const on = localDateOf(deps.now())
  const contact = registry.find('contact', scope.recipient, on)
  if (sent === undefined || sent.status === 'abandoned' || contact === undefined)
    return { type: 'refused', why: 'unknown' }
  if (!isStillNamed(sent.address, contact, { registry, on })) return { type: 'refused', why: 'unknown' }
  const documents = await loadAll(deps, [...new Set(sent.notices.map((notice) => notice.caseId))])
  return { type: 'open', mail: { scope, contact, sentAt: sent.claimedAt, expiresAt, documents } }
}

/** A mailbox that the registry names no more for the recipient has lost its say in what was mailed to it. */
function isStillNamed(address: string, contact: Contact, { registry, on }: { registry: Registry; on: LocalDate }) {
  const named = [...mailboxes(contact, registry, on), ...contact.substitutes.map(({ email }) => email)]
  return named.map(fingerprint).includes(fingerprint(address))
}

const AT_ONCE = 100

async function loadAll({ cases }: LinkDeps, ids: readonly string[]): Promise<CaseDocument[]> {
  const documents: CaseDocument[] = []
  for (let start = 0; start < ids.length; start += AT_ONCE)
    documents.push(...(await cases.loadMany(ids.slice(start, start + AT_ONCE))))
  return documents
}

/** Why the recipient has nothing more to say of a case; undefined where it may answer. */
export function closedTo({ agency }: Contact, state: CaseState): ClosedToAnswers | undefined {
  if (state.progress.phase === 'finished') return 'finished'
  return state.agency === agency ? undefined : 'otherAgency'
}

/** The mail as a page that asks for an answer, worst first. `form` is the id of this copy of the form. */
export function answerPageOf(mail: OpenMail, form: string, at: { registry: Registry; now: Instant }): AnswerPage {
  const { registry, now } = at
  const { contact, sentAt, expiresAt, documents } = mail
  const on = localDateOf(now)
  const states = documents.map((document) => ({ id: document.id, state: stateOf(document) }))
  const own = states.filter(({ state }) => closedTo(contact, state) === undefined)
  return {
    agency: registry.find('agency', contact.agency, on)?.name ?? contact.agency,
    sentAt,
    expiresAt,
    at: now,
    form,
    cases: states
      .toSorted((a, b) => compareDue(dueOf(a.state, registry)?.at, dueOf(b.state, registry)?.at))
      .map(({ id, state }) => answerCase(id, state, { contact, ...at })),
    commitments: own.flatMap(({ state }) => policyOf(state, registry)?.value.commitment ?? []),
    agencies: registry
      .all('agency', on)
      .filter(({ id, chased }) => chased && id !== contact.agency)
      .map(({ id, name }) => ({ id, name }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'vi')),
    centre: centreOf(registry, on),
  }
}

const compareDue = (a = '9', b = '9'): number => (a < b ? -1 : Number(a > b))

interface Setting {
  contact: Contact
  registry: Registry
  now: Instant
}

function answerCase(id: string, state: CaseState, { contact, registry, now }: Setting): AnswerCase {
  const told = digestCase(state, { contact, at: now, registry })
  const { facts, answers, declined } = state
  return {
    id,
    code: facts.code,
    kind: facts.kind,
    subject: told?.subject ?? subjectName(facts, registry, localDateOf(now)),
    unit: told?.unit,
    deadline: told && { due: told.due, workingTime: told.workingTime },
    answers,
    declined: declined !== undefined,
    committedTo: committedUntil(state, registry),
    closed: closedTo(contact, state),
  }
}
