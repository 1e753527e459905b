import type { Caller } from '../domain/access.ts'
import type { Instant } from '../domain/instant.ts'
import { moveUnder, refuseChanges, type CaseMove } from '../domain/registry-change.ts'
import { readRegistry, type Registry, type RegistryRow } from '../domain/registry.ts'
import type { Rejection } from '../domain/rejection.ts'
import { cachedRegistry } from '../store/cached-registry.ts'
import type { RegistryDeps } from './deps.ts'
import { closeReplaced } from './incidents.ts'
import { throughOpenCases } from './open-cases.ts'
import { recomputeOpenCases, type Recomputed } from './recompute.ts'
import type { RegistryChangesRequest } from './wire.ts'

/** Which open cases would move. `after` is the last one looked at, where some are left. */
export interface Preview {
  type: 'preview'
  open: number
  /** Those whose date moves; of others only the next step does, as of those whose date somebody set. */
  dueMoved: number
  moved: number
  /** The first ones, dates before mere steps; `moved` counts all. */
  moves: CaseMove[]
  after?: string
}

export type Applied = { type: 'applied'; rulesVersion: number } & Recomputed

const SHOWN = 500

/** Shows what new rules would do to the open cases, or puts them in force and brings the open cases up to date. */
export async function changeRegistry(
  deps: RegistryDeps,
  who: Caller,
  request: RegistryChangesRequest,
): Promise<Preview | Applied | { type: 'rejected'; rejection: Rejection }> {
  const now = deps.now()
  const rows = request.rows.map((row) => ({ ...row, recordedAt: now, author: who.id, reason: request.reason }))
  const registries = await withRows(deps, rows, now)
  const rejection = refuseChanges(request.rows, registries)
  if (rejection !== undefined) return { type: 'rejected', rejection }
  return request.preview ? preview(deps, registries, request.after) : apply(deps, rows, request.after)
}

async function withRows(
  { registryStore }: RegistryDeps,
  rows: readonly RegistryRow[],
  now: Instant,
): Promise<{ before: Registry; after: Registry }> {
  const known = await registryStore.rows()
  return { before: readRegistry(known, 0, now), after: readRegistry([...known, ...rows], 0, now) }
}

async function preview(
  deps: RegistryDeps,
  registries: { before: Registry; after: Registry },
  after: string | undefined,
): Promise<Preview> {
  const now = deps.now()
  const moves: CaseMove[] = []
  let open = 0
  const last = await throughOpenCases(deps, { after }, async (documents) => {
    open += documents.length
    moves.push(...documents.flatMap((document) => moveUnder(document, registries, now) ?? []))
  })
  const [dates, steps] = [moves.filter(({ due }) => due), moves.filter(({ due }) => !due)]
  return {
    type: 'preview',
    open,
    dueMoved: dates.length,
    moved: moves.length,
    moves: [...dates, ...steps].slice(0, SHOWN),
    ...(last !== undefined && { after: last }),
  }
}

/**
 * Rows are added once, and not again where only the rest of the cases is asked for. What a call leaves, and what other
 * functions computed by rules up to a minute old, the nightly audit brings up to date; nothing is chased by a date that
 * was not computed anew at that moment.
 */
async function apply(deps: RegistryDeps, rows: readonly RegistryRow[], after: string | undefined): Promise<Applied> {
  if (rows.length > 0 && after === undefined) await deps.registryStore.add(rows)
  const registry = cachedRegistry(deps.registryStore, () => deps.now())
  const current = await registry.current()
  await closeReplaced(deps, current, deps.now())
  const { version: rulesVersion } = current
  return { type: 'applied', rulesVersion, ...(await recomputeOpenCases({ ...deps, registry }, after)) }
}
