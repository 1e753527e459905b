import { accessMatrix } from '../../functions/domain/access.ts'
import { operations } from '../../functions/platform/operations/table.ts'
import type { TokenOwner } from '../../infra/local/issuer.ts'

const people = ['operator', 'signer', 'administrator', 'auditor'] as const

/** Whoever reaches furthest, so that what is refused is refused for what it says; nobody where no token is asked for. */
export function furthestCaller(name: string): TokenOwner | undefined {
  const access = operations.find((each) => each.name === name)?.access
  if (access === undefined || access === 'anybody' || access === 'link') return undefined
  const role = people.find((each) => accessMatrix[access][each] === 'all')
  if (role === undefined) throw new Error(`nobody reaches all of ${access}`)
  return { role }
}
