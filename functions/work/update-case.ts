import type { Command } from '../domain/command.ts'
import { decide } from '../domain/decide.ts'
import { isSetAside, nextDocument, stateOf, type CaseDocument } from '../domain/document.ts'
import type { Actor, Entry } from '../domain/event.ts'
import type { Instant } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import type { Rejection } from '../domain/rejection.ts'
import type { CaseStore } from '../store/case-store.ts'
import type { Core } from './deps.ts'

const TRIES = 5
const JITTER_MS = 50

/** Somebody else saved the case in between, five times in a row. The caller may try again later. */
export class BusyCaseError extends Error {
  override readonly name = 'BusyCaseError'
  readonly caseId: string
  constructor(caseId: string) {
    super(`${caseId} is being changed by others`)
    this.caseId = caseId
  }
}

/** What the change needs to know; the clock and the rules are read once per try. */
export interface Moment {
  registry: Registry
  now: Instant
}

export type Change<T> = { type: 'save'; document: CaseDocument; result: T } | { type: 'leave'; result: T }

/**
 * Load, change, save on condition that nobody saved in between; at most 5 tries with jitter.
 * @throws BusyCaseError
 */
export async function updateCase<T>(
  deps: Core & { cases: CaseStore },
  id: string,
  change: (before: CaseDocument | undefined, moment: Moment) => Change<T>,
): Promise<T> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const before = await deps.cases.load(id)
    const changed = change(before, { registry: await deps.registry.current(), now: deps.now() })
    if (changed.type === 'leave') return changed.result
    if ((await deps.cases.save(changed.document, before?.version)) === 'saved') return changed.result
    await deps.pause(deps.random() * JITTER_MS * 2 ** tries)
  }
  throw new BusyCaseError(id)
}

export type Outcome =
  | { type: 'saved' | 'unchanged'; document: CaseDocument }
  | { type: 'rejected'; rejection: Rejection }

/** A command and who gives it. With an id of its own a repeat is recognised whatever happened to the first answer. */
export interface Deed {
  command: Command
  actor: Actor
  commandId?: string
  /** The version that whoever gives it has seen: refused where the case has moved on. */
  expected?: number
  /** The agency that says it: refused where the case has become another's, as it may between reading and saving. */
  agency?: string
}

type Deps = Core & { cases: CaseStore }

/** Lets the domain decide and saves what it answers. A repeat, or what changes nothing, writes nothing. */
export const carryOut = (deps: Deps, id: string, deed: Deed): Promise<Outcome> => carryOutAll(deps, id, [deed])

/** One after the other, saved together or, where one is refused, not at all. */
export async function carryOutAll(deps: Deps, id: string, deeds: readonly Deed[]): Promise<Outcome> {
  const named = deeds.map((deed) => ({ ...deed, commandId: deed.commandId ?? deps.newId() }))
  return updateCase<Outcome>(deps, id, (before, moment) => {
    const entries: Entry[] = []
    for (const deed of named) {
      const { command, actor, commandId } = deed
      const rejection = isDone(before, commandId) ? undefined : refuseStale(deed, before)
      if (rejection !== undefined) return { type: 'leave', result: { type: 'rejected', rejection } }
      const known = { entries: [...(before?.entries ?? []), ...entries], registry: moment.registry }
      const decision = decide(command, known, { commandId, actor, now: moment.now })
      if (decision.type === 'rejected') return { type: 'leave', result: decision }
      entries.push(...decision.entries)
    }
    return advance({ id, before, entries, firedStep: deeds.some(({ command }) => command.type === 'escalate') }, moment)
  })
}

/** A write whose answer was lost is met again at the next try: it was this very deed that moved the case on. */
const isDone = (before: CaseDocument | undefined, id: string): boolean =>
  before?.entries.some(({ commandId }) => commandId === id) === true

/** Whether the case is no longer what whoever gives the deed has seen. */
function refuseStale({ expected, agency }: Deed, before: CaseDocument | undefined): Rejection | undefined {
  if (expected !== undefined && before?.version !== expected) return { code: 'movedOn', version: before?.version ?? 0 }
  const isMoved = agency !== undefined && before !== undefined && stateOf(before).agency !== agency
  return isMoved ? { code: 'handedOver' } : undefined
}

interface Advance {
  id: string
  before: CaseDocument | undefined
  entries: readonly Entry[]
  firedStep: boolean
}

/**
 * The document with its new entries; nothing to save where they are none and the rules move nothing, unless the case
 * was set aside: saving takes it back.
 */
export function advance({ id, before, entries, firedStep }: Advance, moment: Moment): Change<Outcome> {
  const document = nextDocument(before, { id, entries, firedStep }, moment)
  if (before !== undefined && entries.length === 0 && !isMoved(before, document) && !isSetAside(before))
    return { type: 'leave', result: { type: 'unchanged', document: before } }
  return { type: 'save', document, result: { type: 'saved', document } }
}

/** Whether rules of a newer version give the case another date or step. */
const isMoved = (before: CaseDocument, after: CaseDocument): boolean =>
  before.rulesVersion !== after.rulesVersion &&
  (before.nextStepAt !== after.nextStepAt || before.held !== after.held || before.summary.due !== after.summary.due)
