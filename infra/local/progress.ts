import { SingleBar } from 'cli-progress'
import { fromMs, localDateOf } from '../../functions/domain/instant.ts'

/** Shows how far the clock has come: a bar on a terminal, a line a day elsewhere. */
export interface Progress {
  at(now: number): void
  stop(): void
}

const HOUR_MS = 3_600_000

export function showProgress(start: number, end: number, stream: NodeJS.WriteStream = process.stdout): Progress {
  return stream.isTTY ? bar(start, end, stream) : lines(start, end, stream)
}

function bar(start: number, end: number, stream: NodeJS.WriteStream): Progress {
  const shown = new SingleBar({ format: '{bar} {percentage}% {date}  eta {eta_formatted}', stream })
  const hours = (now: number): number => Math.floor((Math.min(now, end) - start) / HOUR_MS)
  shown.start(hours(end), 0, { date: localDateOf(fromMs(start)) })
  return {
    at: (now) => shown.update(hours(now), { date: localDateOf(fromMs(now)) }),
    stop: () => shown.stop(),
  }
}

function lines(start: number, end: number, stream: NodeJS.WriteStream): Progress {
  let day = ''
  return {
    at(now) {
      const date = localDateOf(fromMs(Math.min(now, end)))
      if (date === day) return
      day = date
      stream.write(`${date}  ${Math.round(((Math.min(now, end) - start) / (end - start)) * 100)}%\n`)
    },
    stop: () => {},
  }
}
