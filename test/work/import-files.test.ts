import { describe, expect, it } from 'vitest'
import { announce, importDeps, order, view } from '../support/importing.ts'
import { fixture } from '../support/mappings.ts'
import { vn } from '../support/scenario.ts'

const list = fixture('mot-cua/danh-sach-ho-so.csv')

describe('an import', () => {
  it('says until when its files are kept, and shows nothing of them afterwards', async () => {
    // given
    const deps = await importDeps()
    const id = await announce(deps, list)
    await order(deps, id, 'check')
    expect(await order(deps, id, 'apply')).toMatchObject({ filesUntil: vn('2021-11-05 09:00'), refusedRows: {} })
    // when
    deps.at('2021-11-05 09:00')
    // then
    const shown = await view(deps, id, 1)
    expect(shown).toMatchObject({ status: 'applied', applied: { created: 5, rejected: 7 } })
    expect(shown).not.toHaveProperty('page')
    expect(shown).not.toHaveProperty('refusedRows')
    expect(await announce(deps, list)).toBe(id)
    expect(await view(deps, id)).toMatchObject({ status: 'applied' })
  })

  it('that was left half way until its files were gone begins anew, and no row counts twice', async () => {
    // given
    const deps = await importDeps()
    const id = await announce(deps, list)
    await order(deps, id, 'check')
    await order(deps, id, 'apply')
    const before = await deps.document('dossier:000.00.14.h15-211011-0007')
    const job = await deps.imports.load(id)
    if (job === undefined) throw new Error('no import')
    await deps.imports.save({ ...job, status: 'applying', version: job.version + 1 }, job.version)
    // when
    deps.at('2021-11-05 09:00')
    expect(await announce(deps, list)).toBe(id)
    expect(await view(deps, id)).toMatchObject({ status: 'waiting', filesUntil: vn('2021-11-12 09:00') })
    await order(deps, id, 'check')
    const { status, applied } = await order(deps, id, 'apply')
    // then
    expect([status, applied]).toMatchObject(['applied', { created: 5, rejected: 7 }])
    expect(await deps.document(before.id)).toEqual(before)
  })
})
