import type { CaseId } from '../domain/case-id.ts'

/** What is known of the citizen behind a case; what it holds is the business of the function that collects it. */
export type Person = Record<string, unknown>

/** Stands apart from the case, readable by one role only, and can be erased without touching the case. */
export interface PersonStore {
  save(id: CaseId, person: Person): Promise<void>
  load(id: CaseId): Promise<Person | undefined>
  /** Erasing twice, or nobody, is no error. */
  erase(id: CaseId): Promise<void>
}

/** The double. */
export function inMemoryPersonStore(): PersonStore {
  const people = new Map<CaseId, Person>()
  return {
    async save(id, person) {
      people.set(id, structuredClone(person))
    },
    load: async (id) => structuredClone(people.get(id)),
    async erase(id) {
      people.delete(id)
    },
  }
}
