import { describe, expect, it } from 'vitest'
import { mailIdOf } from '../../functions/store/mail-store.ts'
import { changeRegistry } from '../../functions/work/change-registry.ts'
import { closeIncident, incidentsDuring, listIncidents } from '../../functions/work/incidents.ts'
import { recordMailEvent } from '../../functions/work/record-mail-event.ts'
import { vn } from '../support/scenario.ts'
import {
  recipient,
  own,
  monday,
  addresses,
  waiting,
  told,
  about,
  bounced,
  tell,
  open,
} from '../support/bounced-mail.ts'
import { morning } from '../support/windows.ts'

describe('an incident of a mailbox', () => {
  const change = (email: string, from = '2021-10-22') => ({
    rows: [
      {
        kind: 'contact' as const,
        code: recipient,
        from,
        source: 'Công văn',
        value: { agency: 'bmt', role: 'focalPoint' as const, email, substitutes: [] },
      },
    ],
    reason: 'Đổi hộp thư',
    preview: false,
  })
  const admin = { role: 'administrator', id: 'admin' } as const

  it('is closed by the change of the registry that replaces the mailbox, and mail goes there again', async () => {
    const deps = await told()
    await tell(deps, bounced)
    await changeRegistry(deps, admin, change('moi.bmt@daklak.example'))
    expect(await open(deps)).toEqual([])
    expect(await deps.incidents.ofKind('undeliverable')).toMatchObject([
      { closed: { at: vn('2021-10-22 07:32'), by: { role: 'system' } } },
    ])
    await morning(deps, monday)
    expect(addresses(deps)).toEqual([own, 'moi.bmt@daklak.example'])
  })

  it('is closed by the digest once a change that was ahead is in force', async () => {
    const deps = await told()
    await tell(deps, bounced)
    await changeRegistry(deps, admin, change('moi.bmt@daklak.example', '2021-10-25'))
    expect(await open(deps)).toHaveLength(1)
    await morning(deps, monday)
    expect(await open(deps)).toEqual([])
    expect(addresses(deps)).toEqual([own, 'moi.bmt@daklak.example'])
  })

  it('stays open by a change that keeps the mailbox', async () => {
    const deps = await told()
    await tell(deps, bounced)
    await changeRegistry(deps, admin, change(own.toUpperCase()))
    expect(await open(deps)).toHaveLength(1)
  })

  it('is not opened for a mailbox that was replaced before it bounced', async () => {
    const deps = await told()
    await changeRegistry(deps, admin, change('moi.bmt@daklak.example'))
    await tell(deps, bounced)
    expect(await open(deps)).toEqual([])
    expect(await waiting(deps)).toEqual(['focalPoint'])
  })

  it('is closed by an operator who says why, once, and opens again with the next bounce', async () => {
    const deps = await told()
    await tell(deps, bounced)
    const [listed] = (await listIncidents(deps, {})).incidents
    const operator = { role: 'operator', id: 'truc' } as const
    const closing = { id: listed?.id ?? '', reason: 'Hộp thư đã nhận lại' }
    const closed = await closeIncident(deps, operator, closing)
    expect(closed?.closed).toEqual({ at: vn('2021-10-22 07:32'), by: operator, reason: closing.reason })
    expect(await closeIncident(deps, operator, { ...closing, reason: 'khác' })).toEqual(closed)
    expect(await closeIncident(deps, operator, { ...closing, id: 'undeliverable~bmt~1' })).toBeUndefined()
    expect(await closeIncident(deps, operator, { ...closing, id: 'x' })).toBeUndefined()
    await morning(deps, monday)
    expect(addresses(deps)).toEqual([own, own])
    const again = mailIdOf({ recipient, window: '2021-10-25T07:30' })
    await recordMailEvent(deps, again, about({ type: 'bounced', permanent: true }, 'memory-2'))
    expect(await open(deps)).toMatchObject([{ number: 2 }])
  })

  it('is told in Vietnamese, with whose mailbox it is', async () => {
    const deps = await told()
    await tell(deps, bounced)
    expect((await listIncidents(deps, {})).incidents).toMatchObject([
      {
        id: 'undeliverable~bmt:focalPoint~1',
        text:
          'Hộp thư của đầu mối của cơ quan (UBND thành phố Buôn Ma Thuột) không nhận được thư từ 07:31 ngày 22/10/2021: ' +
          'máy chủ nhận thư báo địa chỉ không nhận được thư. ' +
          'Thông báo được gửi đến hộp thư thay thế, nếu có, cho đến khi hộp thư này được sửa.',
      },
    ])
  })

  it('is counted in every period in which it was open, and in no other', async () => {
    const deps = await told()
    await tell(deps, bounced)
    deps.at('2021-10-29 09:00')
    await closeIncident(deps, { role: 'operator', id: 'x' }, { id: 'undeliverable~bmt:focalPoint~1', reason: 'xong' })
    const count = async (from: string, to: string) =>
      (await incidentsDuring(deps, { from: vn(from), to: vn(to) }, 'undeliverable')).length
    expect(await count('2021-10-14', '2021-10-22')).toBe(0)
    expect(await count('2021-10-22', '2021-10-29')).toBe(1)
    expect(await count('2021-10-29', '2021-11-05')).toBe(1)
    expect(await count('2021-11-05', '2021-11-12')).toBe(0)
    expect((await listIncidents(deps, {})).incidents).toEqual([])
    expect((await listIncidents(deps, { from: vn('2021-10-01') })).incidents).toHaveLength(1)
  })
})
