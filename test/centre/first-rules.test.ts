import { describe, expect, it } from 'vitest'
import type { Command } from '../../functions/domain/command.ts'
import { dueOf, limitOf, ruleFor } from '../../functions/domain/due.ts'
import { planNext } from '../../functions/domain/escalation.ts'
import { readRegistry } from '../../functions/domain/registry.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'
import { dossier, fieldReport, Scenario, vn } from '../support/scenario.ts'

const registry = readRegistry(firstRegistry(), 1)
const now = '2021-10-18 09:05'
const subjects = (kind: 'procedure' | 'category') => registry.all(kind, '2021-10-18').map(({ code }) => code)

const filed = (procedure: string): Command => ({
  type: 'registerDossier',
  facts: { ...dossier, agency: 'so-tnmt', procedure },
})
const reported = (category: string): Command => ({
  type: 'registerFieldReport',
  facts: { ...fieldReport, agency: 'buon-ma-thuot', category },
})
/** Every kind of case that there is, and whatever the registry does not know yet. */
const cases: [string, Command, ...Command[]][] = [
  ...[...subjects('procedure'), 'thu-tuc-moi'].flatMap((code): typeof cases => [
    [`dossier ${code}, only registered`, filed(code)],
    [`dossier ${code}, taken in`, filed(code), { type: 'changeStatus', status: 'received' }],
  ]),
  ...[...subjects('category'), 'linh-vuc-moi'].map((code): [string, Command] => [
    `field report ${code}`,
    reported(code),
  ]),
]

describe('the first rules', () => {
  it.each(cases)('give a %s a limit, a policy and a first step', (_name, ...commands) => {
    const scenario = new Scenario(registry).given(...commands.map((command): [string, Command] => [now, command]))
    const state = scenario.state()
    expect(limitOf(state, registry)).toBeDefined()
    expect(ruleFor('policy', state, registry)?.steps.length).toBeGreaterThan(0)
    expect(dueOf(state, registry)?.at.localeCompare(vn(now))).toBe(1)
    expect(planNext(state, registry, vn(now))).toMatchObject({ type: 'step', step: { level: 0 } })
  })

  it('let an agency commit itself where a case is in its hands, and not where nobody has taken it in', () => {
    const without = registry.codes('policy').filter((code) => !registry.find('policy', code, '2021-10-18')?.commitment)
    expect(without).toEqual(['dossier:registered'])
  })

  it('send at once, at any hour, what is about urgent categories, and else with the digests', () => {
    for (const code of registry.codes('policy')) {
      const policy = registry.find('policy', code, '2021-10-18')
      const atOnce = policy?.steps.filter(({ delivery }) => delivery === 'immediate').map(({ level }) => level)
      expect([code, policy?.sendingHours, atOnce]).toEqual(
        code === 'fieldReport:urgent' ? [code, 'any', [0, 1, 2]] : [code, undefined, []],
      )
    }
  })

  it('say of every policy and limit what is assumed', () => {
    const assumed = firstRegistry().filter(({ kind }) => kind === 'policy')
    for (const { source } of assumed) expect(source).toContain('Giả định')
  })
})
