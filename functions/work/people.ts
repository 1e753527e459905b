import type { Caller } from '../domain/access.ts'
import type { CaseId } from '../domain/case-id.ts'
import { toMs, localDateOf, MINUTE_MS, type Instant } from '../domain/instant.ts'
import { fateOf, RETENTION_CODE, type Retention } from '../domain/retention.ts'
import type { CaseStore } from '../store/case-store.ts'
import type { Person, PersonStore, Reading } from '../store/person-store.ts'
import { atOnce } from './at-once.ts'
import type { Core } from './deps.ts'

export interface PeopleDeps extends Core {
  people: PersonStore
}

export type ReadPerson =
  | { type: 'read'; person: Person; savedAt: Instant }
  | { type: 'notFound' }
  | { type: 'personErased' }

/** The citizen behind a case, to one who says why. Who looked, when and why is written down first. */
export async function readPerson(
  deps: PeopleDeps,
  who: Caller,
  { id, purpose }: { id: CaseId; purpose: Reading['purpose'] },
): Promise<ReadPerson> {
  const found = await deps.people.load(id)
  if (found === undefined) return { type: 'notFound' }
  if ('erased' in found) return { type: 'personErased' }
  await deps.people.noteReading(id, { at: deps.now(), by: { role: who.role, id: who.id }, purpose })
  return { type: 'read', ...found }
}

/** At the citizen's request. The case stays, with all that it counts for. @returns false where nobody was known */
export async function erasePerson(
  deps: PeopleDeps,
  who: Caller,
  { id, reason }: { id: CaseId; reason: string },
): Promise<boolean> {
  if ((await deps.people.load(id)) === undefined) return false
  await deps.people.erase(id, { at: deps.now(), why: 'request', by: { role: who.role, id: who.id }, reason })
  return true
}

export interface ErasedPeople {
  erased: number
  kept: number
  failed: number
}

const WIDTH = 20
const BATCH = 200
/** The function ends after a quarter of an hour; what is left waits for the next night. */
const BUDGET_MS = 10 * MINUTE_MS

/**
 * Erases the citizens whose case ended so long ago as the rule says. Each is looked at when its time may have come; what
 * fails is counted, and looked at again the next night. Without a rule nobody is erased, and the log says so.
 */
export async function erasePeople(deps: PeopleDeps & { cases: CaseStore }): Promise<ErasedPeople> {
  const result: ErasedPeople = { erased: 0, kept: 0, failed: 0 }
  const startedAt = deps.now()
  const rule = (await deps.registry.current()).find('retention', RETENTION_CODE, localDateOf(startedAt))
  if (rule === undefined) {
    deps.log.warn('no rule says how long citizens are kept')
    return result
  }
  let batch: CaseId[] = []
  const work = async (): Promise<void> => {
    await atOnce(batch, WIDTH, (id) => lookAt(deps, id, { rule, result }))
    batch = []
  }
  for await (const id of deps.people.toLookAt(startedAt)) {
    batch.push(id)
    if (batch.length === BATCH) await work()
    if (toMs(deps.now()) - toMs(startedAt) > BUDGET_MS) break
  }
  await work()
  return result
}

async function lookAt(
  deps: PeopleDeps & { cases: CaseStore },
  id: CaseId,
  { rule, result }: { rule: Retention; result: ErasedPeople },
): Promise<void> {
  try {
    const known = await deps.people.load(id)
    if (known === undefined || 'erased' in known) return
    const summary = (await deps.cases.load(id))?.summary
    const kept = { savedAt: known.savedAt, closedAt: summary?.closedAt, isKnown: summary !== undefined }
    const fate = fateOf(kept, rule, deps.now())
    if (fate.type === 'keep') {
      await deps.people.lookAgain(id, known.savedAt, fate.lookAgain)
      result.kept += 1
      return
    }
    // Who was told of anew, or asked to be forgotten, since it was read is looked at the next night, or never.
    const erased = { at: deps.now(), why: 'retention' as const, by: { role: 'system', id: 'retention' } }
    const saved = await deps.people.erase(id, erased, known.savedAt)
    result[saved === 'saved' ? 'erased' : 'kept'] += 1
  } catch (error) {
    result.failed += 1
    deps.log.error('a citizen was not looked at', {
      caseId: id,
      error: error instanceof Error ? error.name : 'unknown',
    })
  }
}
