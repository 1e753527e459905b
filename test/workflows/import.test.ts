import { describe, expect, it } from 'vitest'
import { applyImportInput } from '../../workflows/contract.ts'
import { failing } from '../local/asl-run.ts'
import { run } from './machines.ts'

const ID = 'a'.repeat(32)
const input = (action: 'read' | 'apply', chunk = 1) => ({ contract: 1, id: ID, run: 2, action, chunk })
const answer = { contract: 1, id: ID, run: 2 }

/** As many chunks as are left. */
const applyUpTo =
  (last: number) =>
  (payload: unknown): unknown => {
    const { chunk } = applyImportInput.parse(payload)
    return chunk < last
      ? { ...answer, next: 'apply', chunk: chunk + 1 }
      : { ...answer, next: 'stop', reason: 'checked' }
  }

const called = (calls: readonly { fn: string }[]): string[] => calls.map(({ fn }) => fn)

describe('a run through the rows of a list', () => {
  it('reads the file, then takes chunk after chunk', async () => {
    const readImport = () => ({ ...answer, next: 'apply', chunk: 1 })
    const { error, calls } = await run('import', input('read'), { readImport, applyImport: applyUpTo(3) })
    expect([error, called(calls)]).toEqual([undefined, ['readImport', 'applyImport', 'applyImport', 'applyImport']])
  })

  it('begins where it was cut off', async () => {
    const { error, calls } = await run('import', input('apply', 3), { applyImport: applyUpTo(4) })
    expect([error, called(calls)]).toEqual([undefined, ['applyImport', 'applyImport']])
  })

  it('ends with a file that is refused', async () => {
    const readImport = () => ({ ...answer, next: 'stop', reason: 'encrypted' })
    const { error, calls } = await run('import', input('read'), { readImport })
    expect([error, called(calls)]).toEqual([undefined, ['readImport']])
  })

  it('fails where a chunk cannot be taken in, so that somebody is told', async () => {
    const { error, calls } = await run('import', input('apply'), { applyImport: failing(['ContractError'], undefined) })
    expect([error, called(calls)]).toEqual(['ContractError', ['applyImport']])
  })
})
