import { recipientOf, type Directory, type Recipient } from '../domain/contacts.ts'
import { stateOf, type CaseDocument } from '../domain/document.ts'
import { later, type Instant } from '../domain/instant.ts'
import { isStillTrue, pendingNotices, type PendingNotice } from '../domain/notices.ts'
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
  /** Codes of those who have something to be told. */
  recipients: Set<string>
  /** Of a case that is finished, paused, handed over or put off by now. */
  untrue: MailNotice[]
  withoutContact: number
}

interface Setting {
  run: DigestRun
  directory: Directory
  at: Instant
}

const settingOf = ({ now }: Deps, run: DigestRun, directory: Directory): Setting => ({
  run,
  directory,
  at: later(now(), run.sendAt),
})

/**
 * The notices that wait for this window, each read again from its case as it stands now. The daily window takes along
 * what is immediate and has not gone out. However many wait, no more than a batch of cases is in memory at once.
 */
export async function collectNotices(deps: Deps, run: DigestRun, directory: Directory): Promise<Collected> {
  const setting = settingOf(deps, run, directory)
  const collected: Collected = { recipients: new Set(), untrue: [], withoutContact: 0 }
  for await (const { toTell, goesTo } of judgedNotices(deps, setting, () => true)) {
    if (goesTo === 'nobody') collected.untrue.push(toTell.key)
    else if (goesTo === 'unknown') collected.withoutContact += 1
    else collected.recipients.add(goesTo.code)
  }
  return collected
}

/** What one recipient is to be told, and nothing where that is no more. Only cases that may concern it are loaded. */
export async function collectFor(
  deps: Deps,
  run: DigestRun,
  { recipient: code, directory }: { recipient: string; directory: Directory },
): Promise<Letters | undefined> {
  const setting = settingOf(deps, run, directory)
  const goesThere = (agency: string): boolean =>
    recipientRole.options.some((role) => recipientOf(directory, { agency, role }, setting.at)?.code === code)
  let letters: Letters | undefined
  for await (const { toTell, goesTo } of judgedNotices(deps, setting, goesThere)) {
    if (goesTo === 'nobody' || goesTo === 'unknown' || goesTo.code !== code) continue
    letters ??= { recipient: goesTo, toTell: [] }
    letters.toTell.push(toTell)
  }
  return letters
}

interface Judged {
  toTell: ToTell
  /** `nobody`: it is no longer true; `unknown`: it is, and no contact is registered. */
  goesTo: Recipient | 'nobody' | 'unknown'
}

/** In order of the cases. */
async function* judgedNotices(deps: Deps, setting: Setting, fits: (agency: string) => boolean): AsyncGenerator<Judged> {
  for await (const document of waitingCases(deps, setting, fits)) {
    const state = stateOf(document)
    for (const { notice, role } of pendingNotices(state)) {
      if (!isOfWindow(notice, state, setting)) continue
      const { episode, level, occurrence } = notice
      const key = { caseId: document.id, episode, level, occurrence, role }
      yield { toTell: { key, state }, goesTo: whereTo({ notice, role }, state, setting) }
    }
  }
}

async function* waitingCases(
  deps: Deps,
  { run, at }: Setting,
  fits: (agency: string) => boolean,
): AsyncGenerator<CaseDocument> {
  const { cases } = deps
  const ids: string[] = []
  for await (const { id, agency } of run.kind === 'daily' ? cases.pending() : cases.pendingImmediate({ to: at }))
    if (fits(agency)) ids.push(id)
  ids.sort()
  for (let start = 0; start < ids.length; start += AT_ONCE)
    yield* await cases.loadMany(ids.slice(start, start + AT_ONCE), tellOfDamage(deps))
}

const isOfWindow = (notice: Notice, state: CaseState, { run, directory, at }: Setting): boolean =>
  run.kind === 'daily' || (notice.immediateAt !== undefined && nextSending(state, directory.registry, at) === at)

function whereTo({ notice, role }: PendingNotice, state: CaseState, { directory, at }: Setting): Judged['goesTo'] {
  if (!isStillTrue(notice, state, { registry: directory.registry, now: at })) return 'nobody'
  return recipientOf(directory, { agency: state.agency, role }, at) ?? 'unknown'
}
