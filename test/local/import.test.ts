import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBenchWorld, type BenchWorld } from '../../infra/bench/bench-world.ts'
import { ImportClient, ImportRefusedError } from '../../infra/local/import-client.ts'
import { fixture } from '../support/mappings.ts'

const PORT = 4593
const url = `http://127.0.0.1:${PORT}`
let bench: BenchWorld
let client: ImportClient
beforeAll(async () => {
  bench = await openBenchWorld()
  await bench.world.listen(PORT)
  client = new ImportClient({ url, token: bench.token })
}, 120_000)
afterAll(() => bench.close())

const quiet = () => {}

describe('an import into the local mode, over HTTP as into any other', () => {
  it('is uploaded, tried, taken in, and gives the refused rows back, all within the functions’ rights', async () => {
    const { id } = await client.send({ name: 'bad.tsv', body: fixture('311/boston311-100-bad.tsv') })
    await client.order(id, 'check')
    const checked = await client.follow(id, quiet)
    expect(checked).toMatchObject({ status: 'checked', checked: { created: 99, rejected: 1 } })
    await client.order(id, 'apply')
    const applied = await client.follow(id, quiet)
    expect(applied).toMatchObject({ status: 'applied', applied: { created: 99, rejected: 1 } })
    const refused = new TextDecoder().decode(await client.refusedRows(applied))
    expect(refused.trim().split('\r\n')).toHaveLength(2)
    expect(refused).toContain('Cả dòng: có nhiều ô hơn 29 cột của tiêu đề')
    expect(bench.world.stats()).toMatchObject({ failures: 0, errors: 0 })
  })

  it('says what it thinks of a file that it cannot read', async () => {
    const { id } = await client.send({ name: 'x.csv', body: fixture('mot-cua/vni.csv') })
    await client.order(id, 'check')
    expect(await client.follow(id, quiet)).toMatchObject({
      status: 'refused',
      refusal: { detail: expect.stringContaining('Unicode') },
    })
  })

  it('is refused to whoever has no token, in the API’s own words', async () => {
    const nobody = new ImportClient({ url, token: 'none' })
    await expect(nobody.send({ name: 'x.csv', body: new Uint8Array([97]) })).rejects.toThrow(ImportRefusedError)
  })

  it('is not applied before it is checked', async () => {
    const { id } = await client.send({ name: 'y.csv', body: fixture('mot-cua/danh-sach-ho-so.csv') })
    await expect(client.order(id, 'apply')).rejects.toThrow('409')
  })
})
