import { draftFrom, isDraftDue } from '../domain/accountability-plan.ts'
import { isWorkingDay } from '../domain/calendar.ts'
import { localDateOf } from '../domain/instant.ts'
import { definedOnly } from '../domain/objects.ts'
import type { ReportName } from '../store/accountability-store.ts'
import type { AccountabilityDeps } from './deps.ts'
import { findSettings, settingsOn } from './draft-accountability.ts'
import type { Machines, Started } from './machines.ts'

type Deps = Pick<AccountabilityDeps, 'directives' | 'accountability' | 'registry' | 'now'> & { machines: Machines }

/**
 * Every hour of a working day: starts the draft of each report on responsibilities that is due.
 * @returns how many
 * @throws NoAccountabilitySettingsError when one is due and nothing says how it is made
 */
export async function planAccountability(deps: Deps): Promise<{ due: number }> {
  const now = deps.now()
  const registry = await deps.registry.current()
  const calendar = registry.calendar('counter', localDateOf(now))
  if (!isWorkingDay(calendar, localDateOf(now))) return { due: 0 }
  let due = 0
  for (const { letter } of await deps.directives.all())
    for (const { kind } of letter.reports) {
      const name = { directive: letter.id, kind }
      const record = await deps.accountability.load(name)
      const from = draftFrom(letter, kind, definedOnly({ settings: findSettings(registry, now), calendar }))
      if (from === undefined || !isDraftDue(record, from, now)) continue
      settingsOn(registry, now)
      await startDraft(deps, name, (record?.content ?? 0) + 1)
      due += 1
    }
  return { due }
}

type Ordered = { version: number; execution: Started }

/** By what is known now, and before its time where somebody wants to see; a signed report stays as it is. */
export async function orderDraft(
  deps: Deps,
  name: ReportName,
): Promise<Ordered | 'notAsked' | 'signed' | 'noSettings'> {
  const letter = (await deps.directives.load(name.directive))?.letter
  if (letter?.reports.some(({ kind }) => kind === name.kind) !== true) return 'notAsked'
  const record = await deps.accountability.load(name)
  if (record?.status === 'signed') return 'signed'
  if (findSettings(await deps.registry.current(), deps.now()) === undefined) return 'noSettings'
  const version = (record?.content ?? 0) + 1
  return { version, execution: await startDraft(deps, name, version) }
}

/** Version by version: asked for twice, it is one execution. */
export const startDraft = ({ machines }: { machines: Machines }, name: ReportName, version: number): Promise<Started> =>
  machines.startAccountability(`${name.directive}-${name.kind}-v${version}`, { contract: 1, ...name, version })
