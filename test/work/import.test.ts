import { describe, expect, it } from 'vitest'
import { fileKey, refusedKey } from '../../functions/work/import-files.ts'
import { fixture } from '../support/mappings.ts'
import { announce, importDeps, order, view } from '../support/importing.ts'

const list = fixture('mot-cua/danh-sach-ho-so.csv')
const boston = fixture('311/boston311-100.csv')
const csv = (...lines: string[]) => new TextEncoder().encode(lines.join('\n'))
const HEAD = 'Số hồ sơ,Thủ tục,Đơn vị,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái'
const dossier = (serial: number, rest = '14/10/2021 08:00,28/10/2021,,Đang xử lý') =>
  `000.00.28.H15-211014-${String(serial).padStart(4, '0')},Cấp Giấy phép bán lẻ rượu,UBND huyện Lắk,${rest}`
const idOf = (serial: number) => `dossier:000.00.28.h15-211014-${String(serial).padStart(4, '0')}`

describe('an import', () => {
  it('is tried first: every row tells what would become of it, and nothing is written', async () => {
    const deps = await importDeps()
    const id = await announce(deps, list)
    const checked = await order(deps, id, 'check')
    expect(checked).toMatchObject({
      status: 'checked',
      list: { mapping: 'mot-cua', rows: 12, chunks: 1 },
      checked: { created: 5, updated: 0, unchanged: 0, rejected: 7 },
    })
    expect(await deps.cases.load('dossier:000.00.14.h15-211014-0001')).toBeUndefined()
    expect(await deps.people.load('dossier:000.00.14.h15-211014-0001')).toBeUndefined()
    const { page } = await view(deps, id, 1)
    expect(page?.rows.map(({ row, result, errors }) => [row, result, errors?.[0]?.field])).toEqual([
      [5, 'created', undefined],
      [6, 'created', undefined],
      [7, 'created', undefined],
      [8, 'created', undefined],
      [9, 'rejected', 'Ngày tiếp nhận'],
      [10, 'rejected', 'Số hồ sơ'],
      [11, 'rejected', 'Đơn vị xử lý'],
      [12, 'rejected', 'Ngày hẹn trả'],
      [13, 'rejected', 'Trạng thái'],
      [14, 'rejected', 'Trạng thái'],
      [15, 'created', undefined],
      [16, 'rejected', 'Trạng thái'],
    ])
  })

  it('then keeps the good rows, with the citizen apart', async () => {
    const deps = await importDeps()
    const id = await announce(deps, list)
    await order(deps, id, 'check')
    const { status, applied } = await order(deps, id, 'apply')
    expect([status, applied]).toEqual(['applied', { chunks: 1, created: 5, updated: 0, unchanged: 0, rejected: 7 }])
    const done = await deps.document('dossier:000.00.14.h15-211011-0007')
    expect(done.summary).toMatchObject({
      status: 'returned',
      finishedAt: '2021-10-22T09:40:00.000Z',
      source: 'mot-cua',
    })
    expect(done.entries.map(({ event, occurredAt }) => [event.type, occurredAt])).toEqual([
      ['received', '2021-10-11T07:02:00.000Z'],
      ['statusChanged', '2021-10-11T07:02:00.000Z'],
      ['statusChanged', '2021-10-22T09:40:00.000Z'],
      ['handlerNamed', '2021-10-29T02:00:00.000Z'],
    ])
    expect(done.version).toBe(1)
    expect(JSON.stringify(done)).not.toContain('Công ty TNHH Mẫu')
    expect(await deps.people.load(done.id)).toMatchObject({ person: { name: 'Công ty TNHH Mẫu' } })
  })

  it('gives the refused rows back as a file with the reasons, which can be mended and sent again', async () => {
    const deps = await importDeps()
    const id = await announce(deps, list)
    await order(deps, id, 'check')
    expect((await order(deps, id, 'apply')).refusedRows).toMatchObject({ url: `memory:${refusedKey(id)}` })
    const body = (await deps.documents.get(refusedKey(id)))?.body ?? new Uint8Array()
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body)
    expect(text.startsWith('\uFEFFSTT,Số hồ sơ,')).toBe(true)
    expect(text).toContain(`,9,"Cột “Ngày tiếp nhận” có giá trị “31/02/2021”: phải là ngày có thật`)
    expect(text).toContain(`"'=HYPERLINK(""http://x.example"")"`)
    const mended = new TextEncoder().encode(text.replaceAll('31/02/2021', '13/10/2021'))
    const again = await announce(deps, mended)
    await order(deps, again, 'check')
    expect(await order(deps, again, 'apply')).toMatchObject({ applied: { created: 1, rejected: 6 } })
  })

  it('goes on where it was cut off, whatever had been done, and counts no row twice', async () => {
    const deps = await importDeps()
    const rows = Array.from({ length: 1200 }, (_, n) => dossier(n + 1))
    const id = await announce(deps, csv(HEAD, ...rows))
    await order(deps, id, 'check')
    expect(await order(deps, id, 'apply', 1)).toMatchObject({
      status: 'applying',
      applied: { chunks: 1, created: 500 },
    })
    const before = await deps.imports.load(id)
    await order(deps, id, 'apply', 1)
    // A crash after the cases and before the note of it: the note is as it was.
    const job = (await deps.imports.load(id))!
    await deps.imports.save({ ...job, applied: before!.applied!, version: job.version + 1 }, job.version)
    expect(await order(deps, id, 'apply')).toMatchObject({
      status: 'applied',
      applied: { chunks: 3, created: 1200, updated: 0, unchanged: 0, rejected: 0 },
    })
    expect((await deps.document(idOf(700))).version).toBe(1)
  })

  it('writes nothing for what is known already, in whichever file it stands', async () => {
    const deps = await importDeps('2022-07-01 09:00')
    for (const [file, applied] of [
      ['311/boston311-100.csv', { created: 100, updated: 0, unchanged: 0 }],
      ['311/boston311-dmy-100.csv', { created: 0, updated: 0, unchanged: 100 }],
      ['311/boston311-100-with-nonascii.csv', { created: 0, updated: 0, unchanged: 100 }],
    ] as const) {
      const id = await announce(deps, fixture(file))
      await order(deps, id, 'check')
      expect(await order(deps, id, 'apply'), file).toMatchObject({ applied })
    }
    expect((await deps.document('report:boston311:101004130437')).version).toBe(1)
  })

  it('takes two rows of one case one after the other', async () => {
    const deps = await importDeps()
    const id = await announce(
      deps,
      csv(HEAD, dossier(1), dossier(1, '14/10/2021 08:00,28/10/2021,20/10/2021 10:00,Đã trả kết quả')),
    )
    expect(await order(deps, id, 'check')).toMatchObject({ checked: { created: 1, updated: 1 } })
    expect(await order(deps, id, 'apply')).toMatchObject({ applied: { created: 1, updated: 1 } })
    expect((await deps.document(idOf(1))).summary.status).toBe('returned')
  })

  it('is the same import when it is announced again, and another one when it is to be taken otherwise', async () => {
    const deps = await importDeps()
    const [one, two] = [await announce(deps, boston), await announce(deps, boston)]
    expect(two).toBe(one)
    expect(await announce(deps, boston, { armFrom: 'now' })).not.toBe(one)
  })

  it.each([
    ['an unknown layout', csv('Mã số HS,Tên TTHC', 'x,y'), {}, 'unknownLayout'],
    ['columns that the profile needs', boston, { mapping: 'nyc311' }, 'missingColumns'],
    ['TCVN3', fixture('mot-cua/tcvn3.csv'), {}, 'legacyFontFile'],
  ])('is refused as a whole for %s', async (_, body, options, code) => {
    const deps = await importDeps()
    const id = await announce(deps, body, options)
    const refused = await order(deps, id, 'check')
    expect(refused).toMatchObject({ status: 'refused', refusal: { code } })
    if (code === 'unknownLayout')
      expect(refused.refusal?.proposal).toMatchObject({
        basedOn: 'mot-cua',
        profile: { fields: { code: { from: ['Mã số HS'] } } },
      })
    await expect(order(deps, id, 'apply')).rejects.toThrow('not possible')
  })

  it('takes in only the file that was announced', async () => {
    const deps = await importDeps()
    const id = await announce(deps, boston)
    await deps.documents.put(fileKey(id), { body: list, contentType: 'text/csv' })
    expect(await order(deps, id, 'check')).toMatchObject({ refusal: { code: 'fileDiffers' } })
    await deps.documents.put(fileKey(id), { body: boston, contentType: 'text/csv' })
    expect(await order(deps, id, 'check')).toMatchObject({ status: 'checked' })
  })

  it('stops a run that a newer one has taken over', async () => {
    const deps = await importDeps()
    const id = await announce(deps, list)
    await order(deps, id, 'check')
    const old = [...deps.machines.started.values()]
    await order(deps, id, 'apply')
    expect(old).toHaveLength(1)
    await expect(order(deps, id, 'check')).rejects.toThrow('not possible')
  })

  it('of an agency brings in its own dossiers only', async () => {
    const deps = await importDeps()
    const id = await announce(deps, list, { who: { role: 'agency', id: 'lak-1', agency: 'lak' } })
    expect(await order(deps, id, 'check')).toMatchObject({ checked: { created: 1, rejected: 11 } })
    const { page } = await view(deps, id, 1)
    expect(page?.rows[0]?.errors?.[0]?.ruleVi).toContain('không có quyền')
  })

  it('refuses, row by row, what lies in the future', async () => {
    const deps = await importDeps('2022-01-10 09:00')
    const id = await announce(deps, boston)
    const { checked } = await order(deps, id, 'check')
    expect(checked?.rejected).toBeGreaterThan(10)
    expect((checked?.created ?? 0) + (checked?.rejected ?? 0)).toBe(100)
  })
})

describe('old cases', () => {
  const old = csv(
    HEAD,
    dossier(1, '01/03/2021 08:00,15/03/2021,,Đang xử lý'),
    dossier(2, '28/10/2021 08:00,02/11/2021,,Đang xử lý'),
  )

  it('are chased at once by the highest level reached', async () => {
    const deps = await importDeps()
    const id = await announce(deps, old)
    await order(deps, id, 'check')
    await order(deps, id, 'apply')
    expect((await deps.document(idOf(1))).nextStepAt).toBe('2021-03-15T10:00:00.000Z')
    expect([...deps.machines.started.values()].filter((input) => 'caseId' in input)).toEqual([])
  })

  it('armed from now are nobody’s any more for what lies behind, and chased as ever for what lies ahead', async () => {
    const deps = await importDeps()
    const id = await announce(deps, old, { armFrom: 'now' })
    await order(deps, id, 'check')
    await order(deps, id, 'apply')
    expect(await deps.document(idOf(1))).toMatchObject({ held: 'exhausted' })
    expect((await deps.document(idOf(2))).nextStepAt).toBe('2021-11-01T10:00:00.000Z')
    expect([...deps.machines.started.values()].filter((input) => 'caseId' in input)).toEqual([])
  })
})
