const ROUNDS = 9
const ROUND_NS = 20_000_000

type Call = (call: number) => unknown

/** Keeps the last result in reach, so that the compiler cannot leave the work out. */
export const sink: { last: unknown } = { last: undefined }

/**
 * Nanoseconds of processor time per call of two contenders, each called again and again with the number of the call.
 * They take turns, so that a busy machine slows both alike; the best round counts.
 */
export function measure(ours: Call, theirs: Call): [ours: number, theirs: number] {
  const [ourCalls, theirCalls] = [callsPerRound(ours), callsPerRound(theirs)]
  let [ourBest, theirBest] = [Infinity, Infinity]
  for (let round = 0; round < ROUNDS; round++) {
    ourBest = Math.min(ourBest, nsOf(ours, ourCalls) / ourCalls)
    theirBest = Math.min(theirBest, nsOf(theirs, theirCalls) / theirCalls)
  }
  return [ourBest, theirBest]
}

function callsPerRound(run: Call): number {
  let calls = 1
  while (nsOf(run, calls) < ROUND_NS) calls *= 2
  return calls
}

function nsOf(run: Call, calls: number): number {
  const before = process.threadCpuUsage()
  for (let call = 0; call < calls; call++) sink.last = run(call)
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) * 1000
}

export function shown(ns: number): string {
  if (ns < 1e3) return `${ns.toFixed(0)} ns`
  return ns < 1e6 ? `${(ns / 1e3).toFixed(1)} µs` : `${(ns / 1e6).toFixed(1)} ms`
}
