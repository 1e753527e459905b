import { importAnswer } from '../../workflows/contract.ts'
import { firstRegistry } from '../centre/first-registry.ts'
import { ImportClient } from '../local/import-client.ts'
import { issueToken } from '../local/issuer.ts'
import type { Model } from '../local/model.ts'
import type { WorldOptions } from '../local/world-options.ts'
import type { World } from '../local/world.ts'
import { itemsOf, openBenchWorld, putBare, repeated, timed } from './bench-world.ts'
import { memoryRow, run, withDeployed } from './deployed.ts'
import type { Row } from './row.ts'

const PORT = 4577

interface Size {
  rounds: number
  rows: number
}

/**
 * Rows per second of a one-stop list of one agency into the table, by presigned upload, dry run, machine and all,
 * beside the same number of bare conditional puts of what they became. A row is two writes, of the case and of the
 * citizen. They take turns; the best round counts.
 */
export async function benchImports({ rounds, rows }: Size): Promise<Row[]> {
  const bench = await openBenchWorld()
  await bench.world.listen(PORT)
  const client = new ImportClient({ url: `http://127.0.0.1:${PORT}`, token: bench.token })
  let items: ReturnType<typeof repeated> | undefined
  let [tried, taken, theirs] = [Infinity, Infinity, Infinity]
  for (let round = 1; round <= rounds; round++) {
    const { id } = await client.send({ name: 'danh-sach.csv', body: listOf({ round, rows }) })
    tried = Math.min(tried, await timed(() => order(client, { id, type: 'check', rows })))
    taken = Math.min(taken, await timed(() => order(client, { id, type: 'apply', rows })))
    items ??= repeated(await itemsOf(bench), rows)
    theirs = Math.min(theirs, await timed(() => putBare(bench, `list-${round}`, items ?? [])))
  }
  await bench.close()
  const reference = `bare puts: ${Math.round(rows / theirs)}/s`
  const size = rows.toLocaleString('en')
  const row = (name: string, seconds: number, aim: string): Row => {
    return { name, ours: `${Math.round(rows / seconds)} rows/s`, reference, ratio: theirs / seconds, aim }
  }
  return [row(`${size} rows of a list, tried`, tried, '–'), row(`${size} rows of a list, taken in`, taken, '≥ 0.4')]
}

interface Order {
  id: string
  type: 'check' | 'apply'
  rows: number
}

async function order(client: ImportClient, { id, type, rows }: Order): Promise<void> {
  await client.order(id, type)
  const view = await client.follow(id, () => {})
  const done = type === 'check' ? view.checked : view.applied
  if (done?.created !== rows) throw new Error(JSON.stringify(view).slice(0, 500))
}

/** As many as an office's list has at most; a chunk of them is what one invocation takes in. */
const MANY = { round: 0, rows: 50_000 }
const CHUNKS = 10

/** The most memory that the importing functions hold: one reads a whole long list, the other tries it chunk by chunk. */
export const benchImportMemory = (): Promise<Row[]> =>
  withLongList(undefined, async ({ world, model, reading, trying }) => {
    const read = await run(world, model, ['read-import', reading])
    const tried = await run(world, model, ['apply-import', ...trying])
    for (const { answer } of [read, tried]) importAnswer.options[0].parse(answer)
    const size = `${MANY.rows.toLocaleString('en')} rows`
    return [memoryRow(`reading ${size} of one agency`, read), memoryRow(`trying ${CHUNKS} chunks of them`, tried)]
  })

interface LongList {
  readonly world: World
  readonly model: Model
  /** Events of `read-import` and `apply-import`. */
  readonly reading: object
  readonly trying: readonly object[]
}

/** A deployment to which a list as long as any was sent. The clock stands still, and with it the machine: its Tasks are done by the caller. */
export const withLongList = <T>(start: WorldOptions['start'], use: (list: LongList) => Promise<T>): Promise<T> =>
  withDeployed(firstRegistry(), async ({ folder, model, open }) => {
    const world = await open(start)
    await world.listen(PORT)
    const token = await issueToken(folder, { role: 'operator' })
    const client = new ImportClient({ url: `http://127.0.0.1:${PORT}`, token })
    const { id } = await client.send({ name: 'danh-sach.csv', body: listOf(MANY) })
    await client.order(id, 'check')
    const reading = { contract: 1, id, run: 1 }
    const trying = Array.from({ length: CHUNKS }, (_, n) => ({ ...reading, chunk: n + 1 }))
    const used = await use({ world, model, reading, trying })
    await world.close()
    return used
  })

function listOf({ round, rows }: { round: number; rows: number }): Uint8Array {
  const lines = Array.from({ length: rows }, (_, n) => rowOf(round, n))
  return new TextEncoder().encode([HEADINGS, ...lines].join('\n'))
}

const HEADINGS =
  'STT,Số hồ sơ,Tên thủ tục hành chính,Chủ hồ sơ,Số điện thoại,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái'

function rowOf(round: number, n: number): string {
  const code = `000.00.28.H15-2110${10 + round}-${10_000 + n}`
  const end = n % 3 === 0 ? ',Đang xử lý' : '20/10/2021 10:00,Đã trả kết quả'
  return `${n},${code},Cấp Giấy phép bán lẻ rượu,Người Nộp Thử,0900000000,UBND huyện Lắk,14/10/2021 08:00,28/10/2021,${end}`
}
