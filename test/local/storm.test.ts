import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toMs } from '../../functions/domain/instant.ts'
import { VirtualClock } from '../../infra/local/clock.ts'
import { issueToken } from '../../infra/local/issuer.ts'
import { operatorAccess } from '../../infra/local/operator-access.ts'
import { readTemplate } from '../../infra/local/template.ts'
import { createWorld, type World } from '../../infra/local/world.ts'
import { row, rows } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'
import { synthesizedApp } from '../support/synthesized-app.ts'
import { idOfMail, mailsIn } from './outcome.ts'

const CASES = 1000
const AGENCIES = Array.from({ length: 60 }, (_, n) => `xa-${n + 1}`)
const CLOSING = vn('2021-10-21 17:00')
const folder = mkdtempSync(join(tmpdir(), 'dondoc-storm-'))
const clock = new VirtualClock(toMs(vn('2021-10-21 16:00')))

/** All that is deployed, for a province of sixty agencies more. */
let world: World
beforeAll(async () => {
  const model = readTemplate(await synthesizedApp(), 'http://127.0.0.1')
  world = await createWorld({ model, stateDir: folder, outDir: folder, clock, seed: 1 })
  const access = operatorAccess(model, world.urls)
  const agencies = AGENCIES.flatMap((id) => [
    row('agency', id, { id, name: `UBND ${id}`, kind: 'commune' }),
    row('contact', `${id}:focalPoint`, { agency: id, role: 'focalPoint', email: `dau-moi.${id}@daklak.example` }),
  ])
  await access.registry.add([...rows, ...agencies])
  access.close()
}, 300_000)
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

/** Through the API, a hundred a call. */
async function report(agencies: readonly string[]): Promise<void> {
  const token = await issueToken(folder, { role: 'operator' })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const { kind: _, ...facts } = fieldReport
  const items = agencies.map((agency, n) => ({ ...facts, agency, code: `PA-${agency}-${n}`, due: CLOSING }))
  for (let from = 0; from < items.length; from += 100) {
    const body = JSON.stringify({ fieldReports: items.slice(from, from + 100) })
    const answer = await world.dispatch(new Request('http://local/field-reports', { method: 'POST', headers, body }))
    expect(await answer.json()).toMatchObject({ rejected: 0 })
  }
}

describe('a storm', () => {
  it('of 1,000 cases of one agency and one of each of 60 more, overdue in one minute, is one mail to each', async () => {
    // given
    await report([...Array<string>(CASES).fill('bmt'), ...AGENCIES])
    // when they fall due at closing, and the morning comes
    await clock.runUntil(toMs(vn('2021-10-22 08:00')))
    // then
    const mails = mailsIn(folder)
    const recipients = mails.map((name) => idOfMail(join(folder, 'mail', name)).replace(/^.*~/, ''))
    const chased = recipients.filter((code) => code.endsWith(':focalPoint'))
    expect(chased.toSorted()).toEqual(['bmt', ...AGENCIES].map((id) => `${id}:focalPoint`).toSorted())
    const great = mails[recipients.indexOf('bmt:focalPoint')] ?? ''
    expect((await simpleParser(readFileSync(join(folder, 'mail', great)))).subject).toContain('1.000')
    expect(world.stats().failures).toBe(0)
    // and nothing more comes of them on the same day
    await clock.runUntil(toMs(vn('2021-10-22 23:59')))
    expect(mailsIn(folder)).toEqual(mails)
  }, 600_000)
})
