import { describe, expect, it } from 'vitest'
import { recipientOf, trusting } from '../../functions/domain/contacts.ts'
import { atLocal, localDateOf, toMs, type Instant } from '../../functions/domain/instant.ts'
import { readRegistry } from '../../functions/domain/registry.ts'
import { mayBeOriginal } from '../../functions/domain/duplicate.ts'
import { missingParts } from '../../functions/domain/contribution.ts'
import { stateOf } from '../../functions/domain/document.ts'
import { caseCommand } from '../../functions/domain/command.ts'
import { dossierStatuses, fieldReportStatuses } from '../../functions/domain/status.ts'
import { contributionsRequest } from '../../functions/work/report-wire.ts'
import { dossierBatch, dossierItem } from '../../functions/work/wire.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'
import { requestsAfter, sampleRequests, type TimedRequest } from '../../infra/centre/sample.ts'
import { Replay } from './replay.ts'

const registry = readRegistry(firstRegistry(), 1)
const fortnight = { from: atLocal('2021-10-14', '00:00'), to: atLocal('2021-10-29', '00:00') }
const drafting = atLocal('2021-10-29', '08:00')
const sample = sampleRequests()
const replay = new Replay(sample, registry)
const documents = [...replay.documents.values()]
const events = documents.flatMap(({ entries }) => entries.map(({ event }) => event))

describe('the sample, carried out by the API as it arrives', () => {
  it.each<[string, Instant]>([
    ['at the cut-off', fortnight.to],
    ['at drafting', drafting],
    ['at any later time', '2031-01-01T00:00:00.000Z'],
  ])('gives the figures of the letter, as known %s', (_when, knownAt) => {
    const { processingRequests, fieldReports } = replay.figures(fortnight, knownAt)
    expect(processingRequests).toMatchObject({ issued: 414, notDone: 229, done: 185 })
    expect(fieldReports).toMatchObject({ received: 98, overdue: 56 })
    expect(fieldReports.doneLate).toBeGreaterThan(5)
    expect(processingRequests.overdue).toBeLessThan(processingRequests.notDone)
  })

  it('says a report again of an earlier one only', () => {
    const links = documents.flatMap((document) => {
      const original = replay.documents.get(stateOf(document).duplicateOf ?? '')
      return original === undefined ? [] : [[original, document] as const]
    })
    expect(links.length).toBeGreaterThan(0)
    for (const [original, document] of links) expect(mayBeOriginal(original, document), document.id).toBe(true)
  })

  it('gives other figures for any other day: nothing in the records stands for the answer', () => {
    const dayLater = { from: fortnight.from, to: drafting }
    expect(replay.figures(dayLater, drafting).processingRequests.notDone).not.toBe(229)
    expect(JSON.stringify(sample)).not.toMatch(/overdue|"late"|notDone|quaHan/i)
  })

  it('has some 400 dossiers, older ones among them, some with two requests', () => {
    const dossiers = documents.filter(({ summary }) => summary.kind === 'dossier')
    expect(dossiers.length).toBeGreaterThan(380)
    expect(dossiers.length).toBeLessThan(420)
    expect(dossiers.filter(({ summary }) => summary.receivedAt < fortnight.from).length).toBeGreaterThan(100)
    expect(dossiers.filter((document) => stateOf(document).requests.length > 1).length).toBeGreaterThan(15)
  })

  it('brings field reports from four units only, and from the last one since its pilot began', () => {
    const { byUnit, byProvider } = replay.figures(fortnight, drafting)
    const reporting = byUnit.filter(({ fieldReports }) => fieldReports.received > 0)
    expect(reporting.map(({ unit }) => unit)).toEqual(['buon-ho', 'buon-ma-thuot', 'cu-mgar', 'ea-kar'])
    expect(byProvider.map(({ provider }) => provider)).toEqual(['viettel', 'vnpt'])
    const last = documents.filter(({ summary }) => summary.kind === 'fieldReport' && summary.unit === 'ea-kar')
    expect(last.map(({ summary }) => localDateOf(summary.receivedAt)).toSorted()[0]! >= '2021-10-21').toBe(true)
  })

  it('comes to every district and most departments', () => {
    const asked = new Set(documents.map(({ summary }) => summary.agency))
    const districts = registry.all('agency', '2021-10-29').filter(({ kind }) => kind === 'district')
    expect([...asked]).toEqual(expect.arrayContaining(districts.map(({ id }) => id)))
    expect(asked.size).toBeGreaterThan(30)
  })

  it('goes every way that a case can go', () => {
    const reached = new Set(events.flatMap((event) => (event.type === 'statusChanged' ? [event.status] : [])))
    const { received: _, ...reports } = fieldReportStatuses
    const { registered: __, ...dossiers } = dossierStatuses
    expect([...reached]).toEqual(expect.arrayContaining(Object.keys({ ...reports, ...dossiers })))
    const commanded = new Set(
      sample.flatMap(({ path, body }) => (path.startsWith('/cases/') ? [caseCommand.parse(body).type] : [])),
    )
    // The sources themselves tell of states, and only tasks, which come with letters, report progress.
    const told = new Set(['changeStatus', 'reportProgress'])
    const commands = caseCommand.options.map(({ shape }) => shape.type.value).filter((type) => !told.has(type))
    expect([...commanded].toSorted()).toEqual(commands.toSorted())
    const confirmed = events.flatMap((event) => (event.type === 'requestAnswered' ? [event.confirmedBy] : []))
    expect(new Set(confirmed)).toEqual(new Set(['source', 'operator']))
  })
})

describe('the sources of the sample', () => {
  it('repeat themselves, which writes nothing', () => {
    expect(replay.silent.length).toBeGreaterThan(20)
  })

  it('send some states after later ones', () => {
    const crossed = documents.filter(({ entries }) => {
      const told = entries.filter(({ event }) => event.type === 'statusChanged').map(({ occurredAt }) => occurredAt)
      return told.join() !== told.toSorted().join()
    })
    expect(crossed.length).toBeGreaterThan(0)
  })

  it('jump states', () => {
    const jumped = documents.filter(({ entries }) => {
      const [first] = entries.flatMap(({ event }) => (event.type === 'statusChanged' ? [event.status] : []))
      return first === 'processing' || first === 'returned'
    })
    expect(jumped.length).toBeGreaterThan(50)
  })

  it('tell of the same dossier from two systems', () => {
    const bySource = Map.groupBy(dossiersOf(sample), ({ source }) => source)
    const [monitored, other] = [...bySource.values()].map((items) => new Set(items.map(({ code }) => code)))
    expect(bySource.size).toBe(2)
    expect([...other!].every((code) => monitored!.has(code))).toBe(true)
  })

  it('push several times a working day, and rarely on days off', () => {
    const pushes = sample.filter(({ path, as }) => path === '/dossiers' && as.role === 'operator')
    const perDay = Map.groupBy(pushes, ({ at }) => localDateOf(at))
    expect(perDay.get('2021-10-20')!.length).toBeGreaterThanOrEqual(4)
    expect(perDay.get('2021-10-24')?.length ?? 0).toBeLessThanOrEqual(2)
  })

  it('hear from citizens by day, and from the odd one at night', () => {
    const hours = documents.map(({ summary }) => (new Date(summary.receivedAt).getUTCHours() + 7) % 24)
    const night = hours.filter((hour) => hour < 5 || hour > 22).length
    expect(night).toBeGreaterThan(0)
    expect(night / hours.length).toBeLessThan(0.1)
  })
})

describe('the people of the sample', () => {
  it('write another report a fortnight later, whose totals go on from those of the first', () => {
    const usage = (path: string) =>
      [...sample, ...requestsAfter()]
        .filter((request) => request.path === path)
        .flatMap(({ body }) => contributionsRequest.parse(body).contributions)
        .flatMap(({ cityService, usage: rows = [] }) => rows.map((row) => ({ cityService, ...row })))
    const later = usage('/weekly-reports/2021-W45/contributions')
    expect(later.map(({ inAll = 0, inPeriod }) => inAll - inPeriod)).toEqual(
      usage('/weekly-reports/2021-W43/contributions').map(({ inAll }) => inAll),
    )
  })

  it('are invented, with numbers that nobody can have', () => {
    const phones = JSON.stringify(sample).match(/"phone":"[^"]*"/g) ?? []
    expect(phones.length).toBeGreaterThan(400)
    expect(phones.filter((phone) => !/"0000\d{6}"$/.test(phone))).toEqual([])
    expect(JSON.stringify(sample)).not.toContain('Nguyễn Tuấn Hà')
  })

  it('write every section of the report on its day, without figures, before the director signs', () => {
    const written = sample.filter(({ path }) => path === '/weekly-reports/2021-W43/contributions')
    const contributions = written.flatMap(({ body }) => contributionsRequest.parse(body).contributions)
    expect(missingParts(registry.all('cityService', '2021-10-29'), contributions)).toEqual([])
    expect(contributions.map(({ text }) => text ?? '').join(' ')).not.toMatch(
      /\d{2,3} (yêu cầu|hồ sơ|phản ánh)|229|414|56\/98/,
    )
    expect(written[0]!.at).toBe(atLocal('2021-10-29', '08:20'))
    const last = sample.at(-1)!
    expect(last).toMatchObject({
      at: atLocal('2021-10-29', '10:00'),
      as: { role: 'signer' },
      path: '/weekly-reports/2021-W43/signature',
    })
  })

  it('are chased only where somebody reads it', () => {
    const chased = documents.flatMap((document) =>
      stateOf(document).notices.flatMap(({ pending }) =>
        pending.map((role) => ({ agency: document.summary.agency, role })),
      ),
    )
    const unread = chased.filter(
      ({ agency, role }) =>
        agency !== undefined && recipientOf(trusting(registry), { agency, role }, drafting) === undefined,
    )
    expect(unread).toEqual([])
    expect(new Set(chased.map(({ agency }) => agency)).size).toBeGreaterThan(25)
  })
})

describe('the seed', () => {
  it('gives the same bytes again', () => {
    expect(JSON.stringify(sampleRequests())).toBe(JSON.stringify(sample))
  })

  it('gives other records of the same totals when it is another', () => {
    const other = sampleRequests(7)
    const { processingRequests, fieldReports } = new Replay(other, registry).figures(fortnight, drafting)
    expect([processingRequests.issued, processingRequests.notDone]).toEqual([414, 229])
    expect([fieldReports.received, fieldReports.overdue]).toEqual([98, 56])
    const known = new Set(dossiersOf(sample).map(({ code }) => code))
    expect(dossiersOf(other).filter(({ code }) => known.has(code)).length).toBeLessThan(20)
  })

  it('sorts by time', () => {
    expect(sample.every(({ at }, n) => n === 0 || toMs(at) >= toMs(sample[n - 1]!.at))).toBe(true)
    expect(sample[0]!.at >= fortnight.from).toBe(true)
  })
})

const dossiersOf = (requests: readonly TimedRequest[]) =>
  requests
    .filter(({ path }) => path === '/dossiers')
    .flatMap(({ body }) => dossierBatch.parse(body).dossiers.map((item) => dossierItem.parse(item)))
