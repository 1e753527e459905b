import { caseId } from '../domain/case-id.ts'
import type { CaseDocument } from '../domain/document.ts'
import { refuseFuture } from '../domain/happening.ts'
import type { Instant } from '../domain/instant.ts'
import type { CaseStore } from '../store/case-store.ts'
import { ownerOf } from '../work/read-cases.ts'
import { demand, parse, RefusedError, type ApiRequest } from './api.ts'

/** The case that the path names, where the caller may read it. @throws BadInputError, RefusedError */
export async function readableCase(
  { cases }: { cases: CaseStore },
  { caller, path }: Pick<ApiRequest, 'caller' | 'path'>,
): Promise<CaseDocument> {
  const document = found(await cases.load(parse(caseId, path['id'])))
  demand(caller, 'readCase', ownerOf(document))
  return document
}

/** @throws RefusedError where there is no such thing, or was none at the moment asked for */
export function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw new RefusedError({ code: 'notFound' })
  return thing
}

/** Nobody knows yet what comes; `moments` by the name of their field. @throws RefusedError */
export function demandPast(moments: Readonly<Record<string, Instant | undefined>>, now: Instant): void {
  const rejection = refuseFuture(moments, now)
  if (rejection !== undefined) throw new RefusedError(rejection)
}
