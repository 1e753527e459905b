import type { DigestDeps } from '../../functions/work/deps.ts'

/** The process is no more: whatever it still wanted to do is not done. */
export class Killed extends Error {
  override readonly name = 'Killed'
}

/** Where a process dies: at one of its calls outwards, counted from 0, before that has worked or after. */
export interface Death {
  step: number
  when: 'before' | 'after'
}

/** A process that dies at one step; a new one goes on from what stands in the stores. */
export interface Mortal {
  deps: DigestDeps
  /** Every step so far, such as `mails.claim`. */
  steps: string[]
  /** The retry is another process. */
  revive(): void
}

const PORTS = ['cases', 'mails', 'deliveries', 'incidents', 'mailer'] as const

export function mortal(deps: DigestDeps, death?: Death): Mortal {
  const steps: string[] = []
  let dead = false
  const die = (): never => {
    dead = true
    throw new Killed(steps.at(-1))
  }
  const wrap =
    (port: string, name: string, method: (...args: unknown[]) => unknown) =>
    (...args: unknown[]): unknown => {
      if (dead) throw new Killed('dead already')
      const here = steps.push(`${port}.${name}`) - 1 === death?.step
      if (here && death.when === 'before') die()
      const answer = method(...args)
      if (!here) return answer
      return isIterable(answer) ? thenDie(answer, die) : Promise.resolve(answer).then(die)
    }
  const wrapPort = <T extends object>(port: string, inner: T): T =>
    new Proxy(inner, {
      get: (target, name, receiver) => {
        const value: unknown = Reflect.get(target, name, receiver)
        return typeof value === 'function' ? wrap(port, String(name), value.bind(target)) : value
      },
    })
  const ports = Object.fromEntries(PORTS.map((port) => [port, wrapPort(port, deps[port])]))
  return {
    deps: { ...deps, ...ports },
    steps,
    revive: () => {
      dead = false
    },
  }
}

const isIterable = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer

async function* thenDie(items: AsyncIterable<unknown>, die: () => never): AsyncGenerator {
  yield* items
  die()
}
