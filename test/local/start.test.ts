import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { issueToken } from '../../infra/local/issuer.ts'
import { synthesizedApp } from '../support/synthesized-app.ts'
import { Started, stopAll } from './start-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'dondoc-start-'))
afterEach(stopAll)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = async (...args: string[]): Promise<{ code: number | null; output: string }> => {
  const started = new Started(args)
  return { code: await started.ended(), output: started.output }
}
const read = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8')
const counts = z.looseObject({
  cases: z.looseObject({ fieldReport: z.number() }),
  requests: z.strictObject({ sent: z.number(), refused: z.number() }),
  steps: z.looseObject({ late: z.number() }),
})

describe('a run', { timeout: 400_000 }, () => {
  const untilFriday = async (name: string): Promise<string[]> => {
    return ['--exit', '--app', await synthesizedApp(), '--until', '2021-10-15', '--out', join(folder, name)]
  }

  it('gives the same counts twice', async () => {
    for (const name of ['once', 'twice']) expect(await run(...(await untilFriday(name)))).toMatchObject({ code: 0 })
    expect(read('once', 'run.json')).toBe(read('twice', 'run.json'))
    expect(read('once', 'cases.ndjson').length).toBe(read('twice', 'cases.ndjson').length)
  })

  it('goes on after it was killed, to the same counts of cases and requests', async () => {
    const args = await untilFriday('killed')
    const killed = new Started(args)
    await killed.says('2021-10-15')
    killed.interrupt('SIGKILL')
    await killed.ended()
    expect(await run(...args)).toMatchObject({ code: 0 })
    const [again, undisturbed] = ['killed', 'once'].map((name) => counts.parse(JSON.parse(read(name, 'run.json'))))
    expect(again?.cases).toEqual(undisturbed?.cases)
    expect(again?.steps).toEqual(undisturbed?.steps)
    expect(again?.requests).toEqual(undisturbed?.requests)
  })

  it('tells in one line what is wrong with how it was started', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    for (const [args, line] of [
      [['--until', 'friday'], '--until friday: a date such as 2021-10-29'],
      [['--port', '70000'], '--port 70000: a whole number from 1 to 65535'],
      [['--hostile', 'very'], '--hostile very: a seed of up to nine digits'],
      [['--nonsense'], "Unknown option '--nonsense'"],
      [['--out', join(file, 'out')], 'ENOTDIR'],
    ] as const) {
      const { code, output } = await run(...args)
      expect([code, output.trim().split('\n').length]).toEqual([1, 1])
      expect(output).toContain(line)
    }
  })
})

describe('staying up', { timeout: 400_000 }, () => {
  const out = join(folder, 'once')
  const port = '45661'
  const up = ['--until', '2021-10-15', '--out', out, '--port', port]
  const url = `http://127.0.0.1:${port}`

  async function call(path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const token = await issueToken(join(out, 'state'), { role: 'operator' })
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fetch(`${url}${path}`, init)
    return { status: response.status, body: await response.json() }
  }

  it('serves the API and the outbox, ends cleanly on Ctrl-C, and a restart goes on with its state', async () => {
    const code = '000.00.14.H15-211016-9001'
    const id = `dossier:${code.toLowerCase()}`
    const first = new Started(up)
    await first.says('outbox')
    const dossier = { code, agency: 'so-tnmt', procedure: 'khai-thac-nuoc', receivedAt: '2021-10-15T09:00:00+07:00' }
    expect(await call('/dossiers', { dossiers: [dossier, { ...dossier, code: 'nonsense' }] })).toMatchObject({
      status: 200,
      body: { accepted: 1, rejected: 1, results: [{ id, result: 'created' }, { problem: { status: 400 } }] },
    })
    expect(await call('/cases?overdue=true&limit=5')).toMatchObject({ status: 200, body: { items: expect.any(Array) } })
    const outbox = await fetch(`${url}/outbox`)
    expect(await outbox.text()).toContain('<html lang="vi"')
    const second = new Started(['--until', '2021-10-15', '--out', join(folder, 'twice'), '--port', port])
    expect(await second.ended()).toBe(1)
    expect(second.output.trim()).toContain(`port ${port} is taken`)
    first.interrupt('SIGINT')
    expect(await first.ended()).toBe(0)

    const again = new Started(up)
    await again.says('outbox')
    expect(again.output).not.toContain('%')
    expect(await call(`/cases/${encodeURIComponent(id)}`)).toMatchObject({ status: 200, body: { id, code } })
    again.interrupt('SIGINT')
    expect(await again.ended()).toBe(0)
  })
})
