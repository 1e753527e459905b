import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { Bundle } from '../../infra/local/sandbox.ts'
import { callExport } from './models.ts'

const NOW = Date.UTC(2021, 9, 14)

let folder: string
let printed: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
  printed = ''
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Loads `code` as the file `index.js` of a deployed function. */
function load(code: string, environment: Record<string, string> = {}) {
  writeFileSync(join(folder, 'index.js'), code)
  return new Bundle(folder).load('index', options(environment))
}

const options = (environment: Record<string, string> = {}) => ({
  environment,
  modules: { http: { name: 'ours' } },
  now: () => NOW,
  output: new Writable({
    write: (chunk, _, done) => {
      printed += String(chunk)
      done()
    },
  }),
})

describe('code in a sandbox', () => {
  it('sees its own environment, whichever way it asks, and nothing of ours', () => {
    const { seen } = load(
      `exports.seen = [process.env, require('process').env, require('node:process').env, globalThis.process.env, global.process.env]`,
      { OWN: '1' },
    )
    expect(seen).toEqual(Array.from({ length: 5 }, () => ({ OWN: '1' })))
  })

  it('has a Date that knows no other present than the clock', () => {
    const loaded = load(`
      class Day extends Date {}
      exports.now = [Date.now(), new Date().getTime(), +new globalThis.Date(), new Day().getTime(), Date().slice(0, 15)]
      exports.same = [new Date(0).toISOString(), Date.UTC(1970, 0), new Day() instanceof Date, structuredClone(new Date()) instanceof Date]
    `)
    expect(loaded['now']).toEqual([NOW, NOW, NOW, NOW, 'Thu Oct 14 2021'])
    expect(loaded['same']).toEqual(['1970-01-01T00:00:00.000Z', 0, true, true])
  })

  it('prints to its log, through the console, a console of its own, or its streams', () => {
    load(`
      console.log('a %s', 1)
      console.error('b')
      new (require('node:console').Console)({ stdout: process.stdout, stderr: process.stderr }).info('c')
      process.stdout.write('d\\n')
      process.emitWarning('e')
    `)
    expect(printed).toBe('a 1\nb\nc\nd\ne\n')
  })

  it('cannot end the process, nor listen to it', () => {
    const loaded = load(`
      process.on('local-test', () => {})
      exports.leave = () => process.exit(2)
      exports.heard = process.listenerCount('local-test')
    `)
    expect(() => callExport(loaded['leave'])).toThrow('Runtime exited with code 2')
    expect(loaded['heard']).toBe(1)
    expect(process.listenerCount('local-test')).toBe(0)
  })

  it('keeps what it sets on the global object to itself', () => {
    const loaded = load(`
      globalThis.mark = 1
      Object.defineProperty(globalThis, 'other', { value: 2 })
      exports.seen = [globalThis.mark, global.other, 'mark' in globalThis, typeof globalThis.crypto.subtle]
    `)
    expect(loaded['seen']).toEqual([1, 2, true, 'object'])
    expect('mark' in globalThis || 'other' in globalThis).toBe(false)
  })

  it('finds the files of its folder and the modules of Node, and no others', () => {
    mkdirSync(join(folder, 'part'))
    writeFileSync(join(folder, 'part/a.js'), `exports.name = 'a' + require('../data.json').n + process.env.OWN`)
    writeFileSync(join(folder, 'data.json'), '{ "n": 1 }')
    const loaded = load(
      `exports.part = require('./part/a.js'); exports.join = require('node:path').join('x', 'y'); exports.zod = () => require('${process.cwd()}/package.json')`,
      { OWN: '!' },
    )
    expect(loaded).toMatchObject({ part: { name: 'a1!' }, join: 'x/y' })
    expect(() => callExport(loaded['zod'])).toThrow('Cannot find module')
  })

  it('gets our modules where they stand in for those of Node', () => {
    const { names } = load(`exports.names = [require('node:http').name, require('http').name]`)
    expect(names).toEqual(['ours', 'ours'])
  })

  it('shares nothing with another instance of the same code', () => {
    writeFileSync(join(folder, 'index.js'), 'let calls = 0; exports.call = () => ++calls')
    const bundle = new Bundle(folder)
    const [one, other] = [bundle.load('index', options()), bundle.load('index', options())]
    const call = (instance: typeof one) => callExport(instance['call'])
    expect([call(one), call(one), call(other)]).toEqual([1, 2, 1])
  })
})
