import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { describe, expect, it } from 'vitest'

/** Runs in a process of its own, which a stray would end. */
const run = (thrownIn: string) =>
  promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    `import { compileFunction } from 'node:vm'
     import { watchStrays } from '${import.meta.dirname}/../../infra/local/strays.ts'
     const stop = watchStrays(['/deployed/work'], (error) => console.log('reported ' + error.message))
     const stray = compileFunction("Promise.reject(new Error('left')); setTimeout(() => { throw new Error('thrown') })", [], { filename: '${thrownIn}/index.js' })
     stray()
     setTimeout(() => { console.log('alive'); stop() }, 20)`,
  ])

describe('an error that a function leaves behind', () => {
  it('is reported, and the world goes on', async () => {
    expect((await run('/deployed/work')).stdout).toBe('reported left\nreported thrown\nalive\n')
  })

  it('is none of a function: it ends the process, as it should', async () => {
    await expect(run('/our/own')).rejects.toMatchObject({ stderr: expect.stringContaining('left') })
  })
})
