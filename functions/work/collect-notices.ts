import { recipientOf, type Directory, type Recipient } from '../domain/contacts.ts'
import { stateOf, type CaseDocument } from '../domain/document.ts'
import { later, type Instant } from '../domain/instant.ts'
import { isStillTrue, pendingNotices } from '../domain/notices.ts'
import { recipientRole } from '../domain/registry.ts'
import { nextSending } from '../domain/sending-hours.ts'
import type { CaseState, Notice } from '../domain/state.ts'
import type { MailNotice } from '../store/mail-store.ts'
import { tellOfDamage } from './damage.ts'
import type { DigestDeps } from './deps.ts'
import type { DigestRun } from './digest-run.ts'
import type { ToTell } from './write-digest.ts'

const AT_ONCE = 100

type Deps = Pick<DigestDeps, 'cases' | 'now' | 'log'>

/** What a recipient is to be told. */
export interface Letters {
  recipient: Recipient
  toTell: ToTell[]
}

export interface Collected {
  /** By the recipient's code. */
  letters: Map<string, Letters>
  /** Of a case that is finished, paused, handed over or put off by now. */
  untrue: MailNotice[]
  withoutContact: number
}

interface Setting {
  run: DigestRun
  directory: Directory
  at: Instant
}

/**
 * The notices that wait for this window, each read again from its case as it stands now. The daily window takes along
 * what is immediate and has not gone out.
 */
export async function collectNotices(deps: Deps, run: DigestRun, directory: Directory): Promise<Collected> {
  const setting = { run, directory, at: later(deps.now(), run.sendAt) }
  return sorted(await waitingCases(deps, setting, () => true), setting)
}

/** What one recipient is to be told, and nothing where that is no more. Only cases that may concern it are loaded. */
export async function collectFor(
  deps: Deps,
  run: DigestRun,
  { recipient, directory }: { recipient: string; directory: Directory },
): Promise<Letters | undefined> {
  const at = later(deps.now(), run.sendAt)
  const setting = { run, directory, at }
  const goesThere = (agency: string): boolean =>
    recipientRole.options.some((role) => recipientOf(directory, { agency, role }, at)?.code === recipient)
  return sorted(await waitingCases(deps, setting, goesThere), setting).letters.get(recipient)
}

async function waitingCases(
  deps: Deps,
  { run, at }: Setting,
  fits: (agency: string) => boolean,
): Promise<CaseDocument[]> {
  const { cases } = deps
  const ids: string[] = []
  for await (const { id, agency } of run.kind === 'daily' ? cases.pending() : cases.pendingImmediate({ to: at }))
    if (fits(agency)) ids.push(id)
  ids.sort()
  const documents: CaseDocument[] = []
  for (let start = 0; start < ids.length; start += AT_ONCE)
    documents.push(...(await cases.loadMany(ids.slice(start, start + AT_ONCE), tellOfDamage(deps))))
  return documents
}

function sorted(documents: readonly CaseDocument[], setting: Setting): Collected {
  const collected: Collected = { letters: new Map(), untrue: [], withoutContact: 0 }
  for (const document of documents) {
    const state = stateOf(document)
    for (const { notice, role } of pendingNotices(state)) {
      const { episode, level, occurrence } = notice
      const key = { caseId: document.id, episode, level, occurrence, role }
      if (isOfWindow(notice, state, setting)) sortIn({ key, state }, notice, { setting, collected })
    }
  }
  return collected
}

const isOfWindow = (notice: Notice, state: CaseState, { run, directory, at }: Setting): boolean =>
  run.kind === 'daily' || (notice.immediateAt !== undefined && nextSending(state, directory.registry, at) === at)

function sortIn(
  toTell: ToTell,
  notice: Notice,
  { setting: { directory, at }, collected }: { setting: Setting; collected: Collected },
): void {
  const { key, state } = toTell
  if (!isStillTrue(notice, state, { registry: directory.registry, now: at })) {
    collected.untrue.push(key)
    return
  }
  const recipient = recipientOf(directory, { agency: state.agency, role: key.role }, at)
  if (recipient === undefined) {
    collected.withoutContact += 1
    return
  }
  const letters = collected.letters.get(recipient.code) ?? { recipient, toTell: [] }
  letters.toTell.push(toTell)
  collected.letters.set(recipient.code, letters)
}
