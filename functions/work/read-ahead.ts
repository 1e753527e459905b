import type { CaseId } from '../domain/case-id.ts'
import type { CaseDocument } from '../domain/document.ts'
import type { CaseStore } from '../store/case-store.ts'

/**
 * The store with the cases of a batch read in one request. Once a case has been saved, or a save of it was refused,
 * loading it reads the table again.
 */
export async function readAhead(cases: CaseStore, ids: readonly CaseId[]): Promise<CaseStore> {
  const ahead = new Map<CaseId, CaseDocument | undefined>(ids.map((id) => [id, undefined]))
  for (const document of await cases.loadMany(ids)) ahead.set(document.id, document)
  return {
    ...cases,
    load: async (id) => (ahead.has(id) ? ahead.get(id) : cases.load(id)),
    async save(document, expected) {
      ahead.delete(document.id)
      return cases.save(document, expected)
    },
  }
}
