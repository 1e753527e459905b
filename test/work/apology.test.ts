import { describe, expect, it } from 'vitest'
import { stateOf } from '../../functions/domain/document.ts'
import { statutoryDue } from '../../functions/domain/due.ts'
import { caseCommand } from '../../functions/domain/command.ts'
import { readApology, type ApologyView } from '../../functions/work/read-apology.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { dossier, fieldReport, vn } from '../support/scenario.ts'
import { unzip, wordText } from '../support/zip.ts'

const ID = 'dossier:000.00.14.h15-211018-0001'

async function world(): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05')
  await deps.tell(ID, { type: 'registerDossier', facts: dossier })
  await deps.tell(ID, { type: 'changeStatus', status: 'processing' })
  return deps
}
const ask = async (deps: TestDeps, id = ID): Promise<ApologyView> =>
  readApology(await deps.document(id), { registry: await deps.registry.current(), now: deps.now() })

function owed(view: ApologyView) {
  if (!view.owed) throw new Error('no apology is owed')
  return view
}

describe('the apology that a late dossier owes', () => {
  it('is drafted once the date has passed, with a reason, a new date, and the paper in the form of its time', async () => {
    const deps = await world()
    expect(await ask(deps)).toEqual({ owed: false })
    deps.at('2022-03-01 09:00')
    const drafted = owed(await ask(deps))
    expect(drafted).toMatchObject({
      form: 'circular01-2018',
      code: dossier.code,
      newDate: vn('2022-03-08 09:00'),
      reason: expect.stringContaining('chưa xác định người thụ lý'),
    })
    const text = wordText(unzip(Buffer.from(drafted.document.base64, 'base64')).get('word/document.xml') ?? '')
    expect(text).toContain('PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ')
    expect(text).toContain('09:00 ngày 08/3/2022')
    deps.at('2025-08-01 09:00')
    expect(await ask(deps)).toMatchObject({ form: 'circular03-2025' })
  })

  it('is confirmed by the command that it names: the citizen has a new date, the statutory one stays', async () => {
    const deps = await world()
    deps.at('2022-03-01 09:00')
    const registry = await deps.registry.current()
    const before = statutoryDue(stateOf(await deps.document(ID)), registry)?.at
    const drafted = owed(await ask(deps))
    await deps.tell(ID, caseCommand.parse(drafted.confirm))
    const state = stateOf(await deps.document(ID))
    expect(state.promised?.at).toBe(drafted.newDate)
    expect(statutoryDue(state, registry)?.at).toBe(before)
    deps.at('2022-03-10 09:00')
    expect(await ask(deps)).toMatchObject({ promised: drafted.newDate })
  })

  it('is owed by no finished dossier and by no field report', async () => {
    const deps = await world()
    deps.at('2022-03-01 09:00')
    await deps.tell(ID, { type: 'changeStatus', status: 'returned' })
    expect(await ask(deps)).toEqual({ owed: false })
    await deps.tell('report:vnpt:pa-1', { type: 'registerFieldReport', facts: fieldReport })
    expect(await ask(deps, 'report:vnpt:pa-1')).toEqual({ owed: false })
  })
})
