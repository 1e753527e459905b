import { expect, it } from 'vitest'
import { readAhead } from '../../functions/work/read-ahead.ts'
import { testDeps } from '../support/deps.ts'
import { fieldReport } from '../support/scenario.ts'

const id = 'report:vnpt:pa-1'

it('reads the cases of a batch in one request, and the table again after a save', async () => {
  const deps = await testDeps('2021-10-18 09:05')
  await deps.tell(id, { type: 'registerFieldReport', facts: fieldReport })
  let reads = 0
  const counted = {
    ...deps.cases,
    load: (asked: string) => {
      reads += 1
      return deps.cases.load(asked)
    },
  }
  const ahead = await readAhead(counted, [id, 'report:vnpt:pa-2'])
  const document = await ahead.load(id)
  if (document === undefined) throw new Error('not read ahead')
  expect(await ahead.load('report:vnpt:pa-2')).toBeUndefined()
  expect(reads).toBe(0)
  expect(await ahead.save({ ...document, version: 2 }, 1)).toBe('saved')
  expect((await ahead.load(id))?.version).toBe(2)
  expect(reads).toBe(1)
})
