import { describe, expect, it } from 'vitest'
import { dossierItem, fieldReportItem } from '../../functions/work/wire.ts'
import { fixture, mapFile, profiles, registry } from '../support/mappings.ts'

const items = async (file: string) => {
  const { profile, rows } = await mapFile(fixture(file))
  const faulty = rows.flatMap((row) => (row.type === 'faulty' ? [row] : []))
  return { profile, faulty, items: rows.flatMap((row) => (row.type === 'item' ? [row.item] : [])) }
}

describe('real exports of 311 services', () => {
  it.each([
    ['boston311-100.csv', 'boston311', 100, 15],
    ['boston311-dmy-100.csv', 'boston311', 100, 15],
    ['boston311-100-notime.csv', 'boston311', 100, 15],
    ['boston311-100-with-nonascii.csv', 'boston311', 100, 15],
    ['boston311-100-bad.tsv', 'boston311', 99, 15],
    ['nyc311-100.csv', 'nyc311', 100, 1],
  ])('%s is read as %s: %i cases, %i of them open', async (file, profile, good, open) => {
    const read = await items(`311/${file}`)
    const reports = read.items.map((item) => fieldReportItem.parse(item))
    expect([read.profile, reports.length]).toEqual([profile, good])
    expect(reports.filter(({ status }) => status !== 'resolved')).toHaveLength(open)
    expect(new Set(reports.map(({ code }) => code)).size).toBe(good)
  })

  it('names the one row that has a cell too many', async () => {
    const { faulty } = await items('311/boston311-100-bad.tsv')
    expect(faulty).toMatchObject([{ row: 41, faults: [{ rule: { code: 'tooManyCells', limit: 29 } }] }])
  })

  it('tell the same cases whichever way the dates are written', async () => {
    const [plain, dmy] = await Promise.all([items('311/boston311-100.csv'), items('311/boston311-dmy-100.csv')])
    expect(dmy.items).toEqual(plain.items)
  })

  it('keep the local times of New York, in winter and in summer', async () => {
    const { items: reports } = await items('311/nyc311-100.csv')
    expect(reports.find(({ code }) => code === '42254749')).toMatchObject({
      receivedAt: '2019-04-19T01:55:45.000Z',
      due: '2019-04-19T09:55:45.000Z',
      status: 'resolved',
      statusAt: '2019-04-19T07:45:24.000Z',
    })
    expect(reports.find(({ code }) => code === '16561258')).toMatchObject({ receivedAt: '2010-05-01T13:59:44.000Z' })
  })

  it('close what has a closing date although its state lags behind', async () => {
    const { items: reports } = await items('311/nyc311-100.csv')
    expect(reports.find(({ code }) => code === '34170943')).toMatchObject({ status: 'resolved' })
  })
})

describe('the list of a one-stop counter', () => {
  it('is read below its title, and its bad rows are named', async () => {
    const { profile, items: dossiers, faulty } = await items('mot-cua/danh-sach-ho-so.csv')
    expect(profile).toBe('mot-cua')
    expect(dossiers.map((item) => dossierItem.safeParse(item).success)).toEqual([true, true, true, true, false, true])
    expect(
      faulty.map(({ row, faults }) => [row, ...faults.map(({ column, rule }) => `${column} ${rule.code}`)]),
    ).toEqual([
      [9, 'Ngày tiếp nhận notADate'],
      [11, 'Đơn vị xử lý unknownValue'],
      [12, 'Ngày hẹn trả earlierThan'],
      [13, 'Trạng thái noEnd'],
      [14, 'Trạng thái unknownValue', 'Tên thủ tục hành chính missing'],
      [16, 'Trạng thái unknownValue'],
    ])
  })

  it('composes what an Apple computer wrote in pieces', async () => {
    const { items: dossiers } = await items('mot-cua/danh-sach-ho-so.csv')
    expect(dossiers.at(-1)).toMatchObject({ procedure: 'ban-le-ruou', applicant: { name: 'Nguyễn Văn Tổ Hợp' } })
  })

  it.each(['windows-1258.csv', 'utf-16.txt'])('says the same in %s', async (file) => {
    const [other, first] = await Promise.all([items(`mot-cua/${file}`), items('mot-cua/danh-sach-ho-so.csv')])
    const straight = JSON.stringify(first.items.slice(0, 4)).replaceAll('’', "'")
    expect(JSON.stringify(other.items).replaceAll('’', "'")).toBe(straight)
  })
})

describe('the first profiles', () => {
  it('put cases on agencies, categories and procedures that the registry has', () => {
    const said = (field: 'agency' | 'category') =>
      [...profiles.values()].flatMap(({ fields }) => {
        const source = fields[field]
        if (source === undefined) return []
        if ('always' in source) return [source.always]
        return [...Object.values(source.values ?? {}), ...(source.otherwise === undefined ? [] : [source.otherwise])]
      })
    expect(registry.codes('agency')).toEqual(expect.arrayContaining(said('agency')))
    expect(registry.codes('category')).toEqual(expect.arrayContaining(said('category')))
  })
})
