import { expect } from 'vitest'
import { deliveryEvent, type DeliveryEvent } from '../../functions/domain/delivery.ts'
import { stateOf } from '../../functions/domain/document.ts'
import { isOpen } from '../../functions/domain/incident.ts'
import { pendingNotices } from '../../functions/domain/notices.ts'
import { mailIdOf } from '../../functions/store/mail-store.ts'
import { recordMailEvent } from '../../functions/work/record-mail-event.ts'
import { testDeps, type TestDeps } from './deps.ts'
import { row } from './registry.ts'
import { fieldReport, vn } from './scenario.ts'
import { morning } from './windows.ts'

export const caseId = 'report:vnpt:pa-1'
export const recipient = 'bmt:focalPoint'
export const own = 'dau-moi.bmt@daklak.example'
export const head = 'lanh-dao.bmt@daklak.example'
export const friday = '2021-10-22 07:30'
export const monday = '2021-10-25 07:30'
export const mailId = mailIdOf({ recipient, window: '2021-10-22T07:30' })

export const addresses = (deps: TestDeps) => deps.sentMails().map(({ to }) => to)
export const waiting = async (deps: TestDeps) =>
  pendingNotices(stateOf(await deps.document(caseId))).map(({ role }) => role)

/** A report overdue since Thursday 17:00; Friday's digest has told the focal point of it. */
export async function told(...more: Parameters<typeof row>[]): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05', ...more.map((each) => row(...each)))
  await deps.tell(caseId, { type: 'registerFieldReport', facts: fieldReport })
  deps.at('2021-10-21 17:00')
  await deps.tell(caseId, { type: 'escalate' })
  await morning(deps, friday)
  expect(addresses(deps)).toEqual([own])
  return deps
}

export const about = (event: object, sesId = 'memory-1'): DeliveryEvent =>
  deliveryEvent.parse({ sesId, at: vn('2021-10-22 07:31'), why: 'General', ...event })
export const bounced = about({ type: 'bounced', permanent: true })
export const sent: DeliveryEvent = { type: 'sent', sesId: 'memory-1', at: vn(friday) }

export async function tell(deps: TestDeps, ...events: DeliveryEvent[]): Promise<void> {
  deps.at('2021-10-22 07:32')
  for (const event of events) await recordMailEvent(deps, mailId, event)
}
export const open = async (deps: TestDeps) => (await deps.incidents.ofKind('undeliverable')).filter(isOpen)
