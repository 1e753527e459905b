import { may, type Caller } from '../../functions/domain/access.ts'
import type { Command } from '../../functions/domain/command.ts'
import { dossierId, fieldReportId } from '../../functions/domain/case-id.ts'
import { decide } from '../../functions/domain/decide.ts'
import { nextDocument, type CaseDocument } from '../../functions/domain/document.ts'
import { countCase } from '../../functions/domain/counted-case.ts'
import { addUp, type CountedService, type Figures } from '../../functions/domain/figures.ts'
import type { Instant } from '../../functions/domain/instant.ts'
import type { Period } from '../../functions/domain/period.ts'
import type { Registry } from '../../functions/domain/registry.ts'
import {
  commandRequest,
  dossierBatch,
  dossierItem,
  dossierRegistration,
  fieldReportBatch,
  fieldReportItem,
  fieldReportRegistration,
} from '../../functions/work/wire.ts'
import { contributionsRequest, signatureRequest } from '../../functions/work/report-wire.ts'
import type { TimedRequest } from '../../infra/centre/sample.ts'

export interface Told {
  id: string
  command: Command
}

/** The pure core of the API: what the calls of a sample make of the cases, without a store, escalating in passing. */
export class Replay {
  readonly documents = new Map<string, CaseDocument>()
  readonly silent: string[] = []
  readonly #registry: Registry
  #commands = 0

  constructor(requests: readonly TimedRequest[], registry: Registry) {
    this.#registry = registry
    for (const request of requests) {
      this.#escalateUntil(request.at)
      for (const told of toldBy(request)) this.#carryOut(told, request)
    }
  }

  figures(period: Period, knownAt: Instant, services: readonly CountedService[] = []): Figures {
    const question = { period, knownAt, registry: this.#registry }
    return addUp(
      [...this.documents.values()].flatMap(({ id, entries }) => countCase(id, entries, question) ?? []),
      services,
    )
  }

  #carryOut({ id, command }: Told, { at, as }: TimedRequest): void {
    const who: Caller = { ...as, id: 'sample' }
    const facts =
      command.type === 'registerDossier' || command.type === 'registerFieldReport' ? command.facts : undefined
    const owner = this.documents.get(id)?.summary ?? { agency: facts?.agency }
    const provider = facts?.kind === 'fieldReport' ? facts.provider : undefined
    const action =
      facts === undefined
        ? 'commandCase'
        : command.type === 'registerDossier'
          ? 'registerDossier'
          : 'registerFieldReport'
    if (!may(who, action, { provider, ...owner }))
      throw new Error(`${JSON.stringify(as)} may not ${command.type} ${id}`)
    if (!this.#decide(id, command, { at, role: as.role })) this.silent.push(id)
  }

  #escalateUntil(at: Instant): void {
    for (const { id } of this.documents.values())
      for (;;) {
        const step = this.documents.get(id)?.nextStepAt
        if (step === undefined || step > at) break
        if (!this.#decide(id, { type: 'escalate' }, { at: step, role: 'system' }))
          throw new Error(`${id} does not escalate`)
      }
  }

  #decide(id: string, command: Command, { at, role }: { at: Instant; role: string }): boolean {
    const document = this.documents.get(id)
    const context = { commandId: `command-${(this.#commands += 1)}`, actor: { role, id: role }, now: at }
    const decision = decide(command, { entries: document?.entries ?? [], registry: this.#registry }, context)
    if (decision.type === 'rejected')
      throw new Error(`${at} ${id} ${command.type}: ${JSON.stringify(decision.rejection)}`)
    if (decision.entries.length === 0) return false
    const added = { id, entries: decision.entries, firedStep: command.type === 'escalate' }
    this.documents.set(id, nextDocument(document, added, { registry: this.#registry, now: at }))
    return true
  }
}

/** @throws z.ZodError where a body does not fit the API */
export function toldBy({ path, body }: TimedRequest): Told[] {
  if (path === '/dossiers')
    return dossierBatch.parse(body).dossiers.map((item) => {
      const { command } = dossierRegistration(dossierItem.parse(item))
      return { id: dossierId(command.facts.code), command }
    })
  if (path === '/field-reports')
    return fieldReportBatch.parse(body).fieldReports.map((item) => {
      const { command } = fieldReportRegistration(fieldReportItem.parse(item))
      return { id: fieldReportId(command.facts.provider, command.facts.code), command }
    })
  const [, id] = /^\/cases\/([^/]+)\/commands$/.exec(path) ?? []
  if (id !== undefined) return [{ id: decodeURIComponent(id), command: commandRequest.parse(body) }]
  if (/^\/weekly-reports\/2021-W43\/contributions$/.test(path)) contributionsRequest.parse(body)
  else if (/^\/weekly-reports\/2021-W43\/signature$/.test(path)) signatureRequest.parse(body)
  else throw new Error(`no such path: ${path}`)
  return []
}
