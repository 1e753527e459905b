import type { CaseFacts } from './event.ts'
import type { LocalDate } from './instant.ts'
import type { Registry } from './registry.ts'

/** The name of what the case is about as in force on the day; an id that the registry does not know stands as it is. */
export function subjectName(facts: CaseFacts, registry: Pick<Registry, 'find'>, on: LocalDate): string {
  switch (facts.kind) {
    case 'dossier':
      return registry.find('procedure', facts.procedure, on)?.name ?? facts.procedure
    case 'fieldReport':
      return registry.find('category', facts.category, on)?.name ?? facts.category
    case 'directiveTask':
      return facts.title
    default:
      return facts satisfies never
  }
}
