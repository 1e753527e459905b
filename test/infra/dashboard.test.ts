import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { dashboardWords, queryWords } from '../../functions/text/dashboard-words.ts'
import { queries } from '../../infra/queries.ts'
import { declared, production, resources } from './declared.ts'

const dev = declared()
const prod = declared(production)

/** The body is JSON with references in it; to read it, a reference is its logical id. */
const body = z
  .object({ DashboardBody: z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) }) })
  .transform(({ DashboardBody }) =>
    DashboardBody['Fn::Join'][1]
      .map((part) => (typeof part === 'string' ? part : JSON.stringify(part).replaceAll('"', '')))
      .join(''),
  )
const widgets = z.object({
  widgets: z.array(z.object({ type: z.string(), properties: z.record(z.string(), z.unknown()) })),
})
const dashboardOf = (template: typeof dev) => {
  const [only, ...more] = Object.values(resources(template, 'AWS::CloudWatch::Dashboard'))
  expect(more).toEqual([])
  return widgets.parse(JSON.parse(body.parse(only))).widgets
}
const said = dashboardOf(dev).map(({ properties }) => properties['title'] ?? properties['markdown'])

describe('the dashboard', () => {
  it('says in Vietnamese whether cases come in, are overdue, are told of late, and whether mail arrives', () => {
    expect(said).toEqual(
      expect.arrayContaining([
        dashboardWords.howToRead,
        dashboardWords.casesIn,
        dashboardWords.overdueByAgency,
        dashboardWords.lateness,
        dashboardWords.mails,
        dashboardWords.bounceRate,
        dashboardWords.failedRoutes,
        dashboardWords.machines,
        dashboardWords.failures,
        dashboardWords.recentErrors,
      ]),
    )
  })

  it('shows every alarm', () => {
    const shown = dashboardOf(dev).flatMap(({ type, properties }) =>
      type === 'alarm' ? z.array(z.string()).parse(properties['alarms']) : [],
    )
    expect(shown).toHaveLength(Object.keys(resources(dev, 'AWS::CloudWatch::Alarm')).length)
  })

  it('shows only what some function counts', () => {
    const source = globSync('functions/**/*.ts')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
    const shown = [
      ...JSON.stringify(dashboardOf(dev)).matchAll(/"Dondoc","(\w+)"|\{Dondoc,[^}]*\} MetricName=\\"(\w+)\\"/g),
    ]
    const names = new Set(shown.map(([, plain, sought]) => plain ?? sought ?? ''))
    expect(names.size).toBeGreaterThan(8)
    expect([...names].filter((name) => !source.includes(`'${name}'`))).toEqual([])
  })
})

describe('two stages in one account', () => {
  it('count, show and watch what is their own', () => {
    for (const [template, service, other] of [
      [dev, 'dondoc-dev', 'dondoc-prod'],
      [prod, 'dondoc-prod', 'dondoc-dev'],
    ] as const) {
      const watched = Object.values(resources(template, 'AWS::CloudWatch::Alarm')).filter(
        ({ Namespace }) => Namespace === 'Dondoc',
      )
      expect(watched.length).toBeGreaterThan(8)
      for (const { Dimensions } of watched) expect(Dimensions).toEqual([{ Name: 'service', Value: service }])
      for (const each of Object.values(resources(template, 'AWS::Lambda::Function')))
        expect(each).toMatchObject({ Environment: { Variables: { POWERTOOLS_SERVICE_NAME: service } } })
      const whole = JSON.stringify(template.toJSON())
      expect(whole).toContain(`service=\\\\\\"${service}\\\\\\"`)
      expect(whole).not.toContain(other)
    }
  })
})

describe('saved queries', () => {
  const saved = Object.values(resources(dev, 'AWS::Logs::QueryDefinition'))

  it('stand in the folder of the stage, in Vietnamese', () => {
    expect(saved.map(({ Name }) => String(Name)).toSorted()).toEqual(
      Object.values(queryWords)
        .map((words) => `dondoc-dev/${words}`)
        .toSorted(),
    )
    expect(Object.keys(queries)).toEqual(Object.keys(queryWords))
  })

  it('search logs that there are', () => {
    const groups = new Set(Object.values(resources(dev, 'AWS::Logs::LogGroup')).map(({ LogGroupName }) => LogGroupName))
    for (const { LogGroupNames } of saved) {
      const searched = z.array(z.string()).parse(LogGroupNames)
      expect(searched.length).toBeLessThanOrEqual(50)
      expect(searched.filter((name) => !groups.has(name))).toEqual([])
    }
  })
})
