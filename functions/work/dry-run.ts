import type { CaseDocument } from '../domain/document.ts'
import type { RegisterDeps } from './deps.ts'

/** The same, but nothing is written; what was saved is only remembered, for rows that follow. */
export function dryRun<D extends RegisterDeps>(deps: D): D {
  const saved = new Map<string, CaseDocument>()
  return {
    ...deps,
    cases: {
      ...deps.cases,
      load: async (id) => saved.get(id) ?? deps.cases.load(id),
      async save(document) {
        saved.set(document.id, document)
        return 'saved'
      },
    },
    people: { ...deps.people, save: async () => {} },
  }
}
