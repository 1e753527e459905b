import { ImportClient } from '../local/import-client.ts'
import { itemsOf, openBenchWorld, putBare, repeated, timed } from './bench-world.ts'
import type { Row } from './row.ts'

const ROUNDS = 3
const ROWS = 2000
const PORT = 4577

/**
 * Rows per second of a one-stop list of one agency into the table, by presigned upload, dry run, machine and all,
 * beside the same number of bare conditional puts of what they became. A row is two writes, of the case and of the
 * citizen. They take turns; the best round counts.
 */
export async function benchImports(): Promise<Row[]> {
  const bench = await openBenchWorld()
  await bench.world.listen(PORT)
  const client = new ImportClient({ url: `http://127.0.0.1:${PORT}`, token: bench.token })
  let items: ReturnType<typeof repeated> | undefined
  let [tried, taken, theirs] = [Infinity, Infinity, Infinity]
  for (let round = 1; round <= ROUNDS; round++) {
    const { id } = await client.send({ name: 'danh-sach.csv', body: listOf(round) })
    tried = Math.min(tried, await timed(() => run(client, id, 'check')))
    taken = Math.min(taken, await timed(() => run(client, id, 'apply')))
    items ??= repeated(await itemsOf(bench), ROWS)
    theirs = Math.min(theirs, await timed(() => putBare(bench, `list-${round}`, items ?? [])))
  }
  await bench.close()
  const reference = `bare puts: ${Math.round(ROWS / theirs)}/s`
  const row = (name: string, seconds: number, aim: string): Row => {
    return { name, ours: `${Math.round(ROWS / seconds)} rows/s`, reference, ratio: theirs / seconds, aim }
  }
  return [row('rows of a list, tried', tried, '–'), row('rows of a list, taken in', taken, '≥ 0.4')]
}

async function run(client: ImportClient, id: string, type: 'check' | 'apply'): Promise<void> {
  await client.order(id, type)
  const view = await client.follow(id, () => {})
  const done = type === 'check' ? view.checked : view.applied
  if (done?.created !== ROWS) throw new Error(JSON.stringify(view).slice(0, 500))
}

function listOf(round: number): Uint8Array {
  const rows = Array.from({ length: ROWS }, (_, n) => rowOf(round, n))
  return new TextEncoder().encode([HEADINGS, ...rows].join('\n'))
}

const HEADINGS =
  'STT,Số hồ sơ,Tên thủ tục hành chính,Chủ hồ sơ,Số điện thoại,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái'

function rowOf(round: number, n: number): string {
  const code = `000.00.28.H15-2110${10 + round}-${10_000 + n}`
  const end = n % 3 === 0 ? ',Đang xử lý' : '20/10/2021 10:00,Đã trả kết quả'
  return `${n},${code},Cấp Giấy phép bán lẻ rượu,Người Nộp Thử,0900000000,UBND huyện Lắk,14/10/2021 08:00,28/10/2021,${end}`
}
