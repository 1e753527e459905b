import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { handlerNames } from '../../infra/bundles.ts'
import { readMeasured, SIZES } from '../../infra/size.ts'
import { definitionOf, machineNames, statesOf } from '../workflows/machines.ts'
import { declared, resources, watchedOf } from './declared.ts'

const dev = declared()
const functions = resources(dev, 'AWS::Lambda::Function')
const alarms = resources(dev, 'AWS::CloudWatch::Alarm')
const nameOf = (id: string): string => z.string().parse(functions[id]?.['FunctionName']).replace('dondoc-dev-', '')

const uri = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) })
describe('every function', () => {
  it('has its handler, and every handler its function', () => {
    expect(Object.keys(functions).map(nameOf).toSorted()).toEqual(handlerNames().toSorted())
  })

  it('runs on Node 24 and ARM, within limits, traced, with structured logs that end', () => {
    for (const properties of Object.values(functions)) {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        MemorySize: expect.any(Number),
        Timeout: expect.any(Number),
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: expect.any(String) } },
      })
    }
    for (const group of Object.values(resources(dev, 'AWS::Logs::LogGroup'))) expect(group['RetentionInDays']).toBe(14)
  })

  it('has the memory that it was measured to need, and two fifths more', () => {
    const { functions: measures } = readMeasured()
    expect(Object.keys(measures).filter((name) => !handlerNames().includes(name))).toEqual([])
    for (const [id, { MemorySize }] of Object.entries(functions))
      expect(Number(MemorySize) * 0.6, nameOf(id)).toBeGreaterThanOrEqual(measures[nameOf(id)]?.megabytes ?? 0)
  })

  it('is small, but for those that compute for long', () => {
    const sized = Object.entries(functions).map(([id, { MemorySize }]) => ({ name: nameOf(id), MemorySize }))
    const namesOf = (mb: number) =>
      sized.flatMap(({ name, MemorySize }) => (MemorySize === mb ? [name] : [])).toSorted()
    const { functions: measures } = readMeasured()
    expect(namesOf(SIZES.medium).filter((name) => name in measures)).toEqual([
      'pause-cases',
      'plan-digests',
      'register-dossiers',
      'render-report',
    ])
    expect(namesOf(SIZES.large)).toEqual([
      'change-registry',
      'correct-report',
      'get-burn-down',
      'recompute-report',
      'simulate-policy',
    ])
  })

  it('raises an alarm for errors and throttling, and before it runs into its time-out', () => {
    const routed = new Set(
      Object.values(resources(dev, 'AWS::ApiGatewayV2::Integration')).map(
        ({ IntegrationUri }) => uri.parse(IntegrationUri)['Fn::GetAtt'][0],
      ),
    )
    for (const id of Object.keys(functions).filter((each) => !routed.has(each)))
      expect(watchedOf(dev, id), nameOf(id)).toEqual(expect.arrayContaining(['Duration', 'Errors', 'Throttles']))
    // What fails or is slow behind a route is seen at the API, which answers for it, and Lambda’s lack of room by itself.
    const ofApi = (name: string) => Object.values(alarms).find(({ AlarmName }) => AlarmName === `dondoc-dev-${name}`)
    expect(ofApi('api-slow')).toMatchObject({ Namespace: 'AWS/ApiGateway', MetricName: 'Latency', Threshold: 23_200 })
    expect(metricsOf.parse(ofApi('api-fails'))).toEqual(['AWS/ApiGateway 5xx', 'AWS/Lambda Throttles'])
    expect(ofApi('api-fails')).toMatchObject({ Threshold: 5 })
    for (const id of routed) expect(functions[id]?.['Timeout']).toBe(29)
  })

  it('leaves room for a dozen routes more in the stack, which may hold 500 resources', () => {
    expect(Object.keys(z.record(z.string(), z.unknown()).parse(dev.toJSON()['Resources'])).length).toBeLessThan(425)
  })

  it('that nobody waits for keeps what failed for good', () => {
    const configured = Object.values(resources(dev, 'AWS::Lambda::EventInvokeConfig'))
    const timed = [
      'start-timers',
      'follow-directives',
      'audit-cases',
      'watch-feeds',
      'erase-people',
      'plan-accountability',
      'send-brief',
      'record-mail-events',
    ]
    expect(configured.map(({ FunctionName }) => nameOf(ref.parse(FunctionName).Ref)).toSorted()).toEqual(
      timed.toSorted(),
    )
    for (const each of configured)
      expect(each).toMatchObject({
        MaximumEventAgeInSeconds: expect.any(Number),
        DestinationConfig: {
          OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^OperatorsFailures/), 'Arn'] } },
        },
      })
    const invoked = Object.values(resources(dev, 'AWS::Events::Rule')).flatMap(({ Targets }) => JSON.stringify(Targets))
    const targets = Object.keys(functions).filter((id) => invoked.some((rule) => rule.includes(`"${id}"`)))
    expect(targets.map(nameOf).toSorted()).toEqual(timed.toSorted())
  })

  it('has less time than the Task that waits for it', () => {
    for (const machine of machineNames)
      for (const task of tasks.parse(statesOf(definitionOf(machine)).map(([, state]) => state))) {
        if (task?.Parameters === undefined) continue
        const name = task.Parameters.FunctionName.replace(/([A-Z])/g, (letter) => `-${letter.toLowerCase()}`)
        const id = Object.keys(functions).find((each) => nameOf(each) === name) ?? ''
        expect(functions[id]?.['Timeout'], name).toBeLessThan(task.TimeoutSeconds)
      }
  })
})

const metricsOf = z
  .object({
    Metrics: z.array(
      z.object({
        MetricStat: z.object({ Metric: z.object({ Namespace: z.string(), MetricName: z.string() }) }).optional(),
      }),
    ),
  })
  .transform(({ Metrics }) =>
    Metrics.flatMap(({ MetricStat }) =>
      MetricStat === undefined ? [] : [`${MetricStat.Metric.Namespace} ${MetricStat.Metric.MetricName}`],
    ).toSorted(),
  )
const ref = z.object({ Ref: z.string() })
const tasks = z.array(
  z
    .object({ TimeoutSeconds: z.number(), Parameters: z.object({ FunctionName: z.string() }) })
    .or(z.undefined())
    .catch(undefined),
)

describe('the sweep', () => {
  const id = Object.keys(functions).find((each) => nameOf(each) === 'start-timers') ?? ''

  it('runs alone, is not repeated, and its event is gone before the next one', () => {
    const configured = Object.values(resources(dev, 'AWS::Lambda::EventInvokeConfig'))
    expect(functions[id]).toMatchObject({ ReservedConcurrentExecutions: 1, Timeout: 240 })
    expect(configured.find(({ FunctionName }) => JSON.stringify(FunctionName).includes(id))).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 240,
    })
  })

  it('raises an alarm by its silence', () => {
    const heartbeats = Object.values(alarms).filter(({ TreatMissingData }) => TreatMissingData === 'breaching')
    expect(heartbeats).toMatchObject([
      { MetricName: 'Invocations', Period: 900, Threshold: 1, ComparisonOperator: 'LessThanThreshold' },
    ])
    expect(heartbeats[0]?.['Dimensions']).toEqual([{ Name: 'FunctionName', Value: { Ref: id } }])
  })
})
