import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { machineNames } from '../workflows/machines.ts'
import { declared, resources } from './declared.ts'

const dev = declared()
const alarms = Object.values(resources(dev, 'AWS::CloudWatch::Alarm')).map(({ AlarmName, AlarmDescription }) => ({
  name: z.string().parse(AlarmName).replace('dondoc-dev-', ''),
  meaning: z.string().parse(AlarmDescription),
}))
const functions = Object.values(resources(dev, 'AWS::Lambda::Function')).map(({ FunctionName }) =>
  z.string().parse(FunctionName).replace('dondoc-dev-', ''),
)

/** First cells of the table whose heading is `alarm`; `<function>-fails` stands for each of them, `-slow` goes on from it. */
function rowsOf(readme: string): string[] {
  const [, table = ''] = /\n\| alarm \|[^\n]*\n((?:\|[^\n]*\n)+)/.exec(readme) ?? []
  return table.split('\n').flatMap((line) => namesIn(line.split('|')[1] ?? ''))
}

function namesIn(cell: string): string[] {
  const written = [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
  const [whole = ''] = written
  return written.flatMap((name) => spread(name.startsWith('-') ? whole.replace(/-[a-z]+$/, name) : name))
}

function spread(name: string): string[] {
  if (name.includes('<function>')) return functions.map((each) => name.replace('<function>', each))
  if (name.includes('<machine>')) return machineNames.map((each) => name.replace('<machine>', each))
  return [name]
}

describe('the runbook of the README', () => {
  const rows = new Set(rowsOf(readFileSync('README.md', 'utf8')))

  it('has a row for each alarm of the template', () => {
    expect(alarms.map(({ name }) => name).filter((name) => !rows.has(name))).toEqual([])
  })

  it('has no row for an alarm that is gone', () => {
    const there = new Set(alarms.map(({ name }) => name))
    const patterned = new Set(
      ['-fails', '-slow', '-throttled'].flatMap((end) => [...functions, ...machineNames].map((each) => each + end)),
    )
    expect([...rows].filter((name) => !there.has(name) && !patterned.has(name))).toEqual([])
  })

  it('is what alarms say themselves too: each tells what it means, in a sentence', () => {
    for (const { name, meaning } of alarms) expect(meaning, name).toMatch(/^[A-ZĐ].{20,}[.?]$/s)
  })
})
