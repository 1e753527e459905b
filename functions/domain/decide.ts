import { isDeepStrictEqual } from 'node:util'
import type { Command, CommandContext } from './command.ts'
import { decideCommand } from './decide-command.ts'
import { decideEscalation, decideReturn, decideSettlement } from './decide-notices.ts'
import { decideRegistration } from './decide-registration.ts'
import type { Entry } from './event.ts'
import { foldCase } from './evolve.ts'
import type { Happening, Known } from './happening.ts'
import { definedOnly } from './objects.ts'
import type { Rejection } from './rejection.ts'

export type Decision = { type: 'accepted'; entries: Entry[] } | { type: 'rejected'; rejection: Rejection }

/**
 * Pure. Answers with the entries to add to the timeline: none when the command is a repeat or changes nothing.
 * A command whose id already stands in the timeline has succeeded before.
 */
export function decide(command: Command, known: Known, context: CommandContext): Decision {
  if (known.entries.some((entry) => entry.commandId === context.commandId)) return { type: 'accepted', entries: [] }
  const happened = happenings(command, known, context)
  if ('code' in happened) return { type: 'rejected', rejection: happened }
  return { type: 'accepted', entries: toEntries(happened, known.entries, context) }
}

function happenings(command: Command, known: Known, context: CommandContext): Happening[] | Rejection {
  const state = foldCase(known.entries)
  switch (command.type) {
    case 'registerDossier':
    case 'registerFieldReport':
    case 'registerTask':
      return decideRegistration(command, { ...known, state }, context)
    case 'escalate':
      return state === undefined ? { code: 'notFound' } : decideEscalation(state, known.registry, context)
    case 'settleNotices':
      return decideSettlement(command, state, context)
    case 'returnNotices':
      return decideReturn(command, state, context)
    default:
      return state === undefined ? { code: 'notFound' } : decideCommand(command, { ...known, state }, context)
  }
}

function toEntries(happened: Happening[], entries: readonly Entry[], context: CommandContext): Entry[] {
  const { commandId, actor, now } = context
  const isNew = (each: Happening) => !entries.some((entry) => sameMessage(entry, each))
  return happened.filter(isNew).map(({ event, at, sourceOrder }, index) => {
    const seq = entries.length + index + 1
    return definedOnly({ seq, commandId, occurredAt: at, recordedAt: now, sourceOrder, actor, event })
  })
}

/** A source that repeats itself says the same thing of the same moment. */
const sameMessage = (entry: Entry, { event, at }: Happening): boolean =>
  entry.occurredAt === at && isDeepStrictEqual(entry.event, event)
