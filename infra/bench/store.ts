import { fromMs } from '../../functions/domain/instant.ts'
import { itemsOf, openBenchWorld, putBare, repeated, timed, type BenchWorld } from './bench-world.ts'
import type { Row } from './row.ts'

const ROUNDS = 5
const CASES = 1000
const BATCH = 100

/**
 * Cases per second through `POST /dossiers` into the table, beside the same number of bare conditional puts of items of
 * the same size, from one client, into the same database, as many at once. They take turns; the best round counts.
 */
export async function benchStore(): Promise<Row[]> {
  const bench = await openBenchWorld()
  await registerRound(bench, 0, BATCH)
  const items = repeated(await itemsOf(bench), CASES)
  let [ours, theirs] = [Infinity, Infinity]
  for (let round = 1; round <= ROUNDS; round++) {
    ours = Math.min(ours, await timed(() => registerRound(bench, round, CASES)))
    theirs = Math.min(theirs, await timed(() => putBare(bench, String(round), items)))
  }
  await bench.close()
  return [
    {
      name: 'cases through the API into the store',
      ours: `${Math.round(CASES / ours)} cases/s`,
      reference: `bare puts: ${Math.round(CASES / theirs)}/s`,
      ratio: theirs / ours,
      aim: '≥ 0.8',
    },
  ]
}

const receivedAt = fromMs(Date.now() - 60_000)

async function registerRound({ world, token }: BenchWorld, round: number, cases: number): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  for (let start = 0; start < cases; start += BATCH) {
    const dossiers = Array.from({ length: BATCH }, (_, index) => dossier(round, start + index))
    const body = JSON.stringify({ dossiers })
    const response = await world.dispatch(new Request('http://localhost/dossiers', { method: 'POST', headers, body }))
    const answer = await response.text()
    if (!answer.includes(`"accepted":${BATCH}`)) throw new Error(`${response.status} ${answer.slice(0, 300)}`)
  }
}

const dossier = (round: number, serial: number) => ({
  code: `000.00.14.H15-2110${String(10 + round)}-${String(10_000 + serial)}`,
  agency: 'so-tnmt',
  procedure: 'khai-thac-nuoc',
  receivedAt,
  status: 'received',
})
