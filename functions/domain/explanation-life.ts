import { causeOf, reasonOf, type Change } from './case-changes.ts'
import { dueOf } from './due.ts'
import type { ExplanationLine } from './explanation-line.ts'
import type { Story } from './explanation-story.ts'
import { localDateOf } from './instant.ts'

/** Whose the case was, how it ended and was opened again, where it stands, and whether anybody is chased for it. */
export function lifeLines(story: Story): ExplanationLine[] {
  const { changes, state, asOf } = story
  const { status, progress } = state
  return [
    ...changes.flatMap(turns),
    ...(progress.phase === 'finished' ? [] : [{ kind: 'open' as const, asOf, status, phase: progress.phase }]),
    ...notChasedLine(story),
  ]
}

function turns(change: Change): ExplanationLine[] {
  const { before, after, entry } = change
  const told = { ...causeOf(change), reason: reasonOf(entry.event) }
  const [was, is] = [before?.progress.phase, after.progress.phase]
  const [from, to] = [before?.agency, after.agency]
  return [
    ...(before !== undefined && from !== to ? [{ kind: 'handedOver' as const, ...told, from, to }] : []),
    ...(entry.event.type === 'declined'
      ? [{ kind: 'declined' as const, ...told, agency: to, proposed: entry.event.proposed }]
      : []),
    ...(was !== 'finished' && is === 'finished' ? [{ kind: 'ended' as const, ...told, status: after.status }] : []),
    ...(was === 'finished' && is !== 'finished' ? [{ kind: 'reopened' as const, ...told }] : []),
  ]
}

/** A Party body is informed, never chased or ranked; see `planNext`. */
function notChasedLine({ state, registry, asOf }: Story): ExplanationLine[] {
  const { agency } = state
  const on = localDateOf(dueOf(state, registry)?.at ?? asOf)
  const facts = agency === undefined ? undefined : registry.find('agency', agency, on)
  return facts?.chased === false && agency !== undefined ? [{ kind: 'notChased', agency }] : []
}
