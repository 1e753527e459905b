import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { keysOf } from '../../functions/domain/objects.ts'
import * as keys from '../../functions/store/keys.ts'
import { partitions } from '../../infra/data.ts'
import { declared } from './declared.ts'
import { expectedRights } from './expected-rights.ts'
import { statementsByRole } from './statements.ts'

const template = declared()

const statements = statementsByRole(template)
const isCommon = (statement: string) =>
  /^logs:CreateLogStream,PutLogEvents \w+log$/.test(statement) ||
  statement === 'xray:PutTelemetryRecords,PutTraceSegments *'

describe('rights', () => {
  it('are exactly these', () => {
    const own = Object.entries(statements).map(([role, all]) => [role, all.filter((each) => !isCommon(each))])
    expect(Object.fromEntries(own)).toEqual(expectedRights)
  })

  it('let each function write one log only: its own, or that of all routes', () => {
    const shared: string[] = []
    for (const [role, all] of Object.entries(statements)) {
      const logs = all.filter((statement) => statement.startsWith('logs:')).map((each) => each.toLowerCase())
      const own = `${role.replaceAll('-', '')}log`
      if (logs.every((each) => each.endsWith('apirouteslog'))) shared.push(...logs)
      else expect(logs.map((each) => each.endsWith(own))).toEqual([true])
    }
    expect(shared).toHaveLength(Object.keys(template.findResources('AWS::ApiGatewayV2::Integration')).length)
  })

  it('come from these statements alone: no managed policy, and one policy inside a function’s role', () => {
    const roles = Object.values(template.findResources('AWS::IAM::Role')).map(({ Properties }) =>
      bareRole.safeParse(Properties),
    )
    expect(roles.filter((role) => !role.success)).toEqual([])
    expect(Object.keys(template.findResources('AWS::IAM::ManagedPolicy'))).toEqual([])
  })

  it('let whoever puts an item also look whether it stands there, as after an answer that was lost', () => {
    // Written whatever stands there, or where a repeat is another item.
    const blindly = (['people', 'deliveries', 'readings', 'duplicates', 'controlTotals'] as const).map(
      (name) => partitions[name],
    )
    const puts = Object.entries(statements).flatMap(([role, all]) =>
      all.flatMap((statement) => {
        const [, actions = '', keysOfIt = ''] = /^dynamodb:(\S*PutItem\S*) DataTable\[(.+)\]$/.exec(statement) ?? []
        const looked = keysOfIt.split(',').filter((key) => !blindly.some((pattern) => pattern === key))
        return actions === '' || looked.length === 0 ? [] : [{ role, looked, actions: actions.split(',') }]
      }),
    )
    expect(puts.length).toBeGreaterThan(20)
    expect(puts.filter(({ actions }) => !actions.includes('GetItem'))).toEqual([])
  })

  it('speak of the partitions that the store writes', () => {
    const written: Record<keyof typeof partitions, string[]> = {
      cases: [keys.caseKey('dossier:x').pk, keys.historyKey('dossier:x', 1).pk],
      people: [keys.personKey('dossier:x').pk],
      imports: [keys.importKey('x').pk],
      registry: [keys.registryVersionKey.pk, keys.registryPartition('day')],
      mails: [keys.mailPartition('x')],
      reports: [keys.REPORTS, keys.sectionPartition('2021-W43')],
      sequences: [keys.sequencePartition({ sequence: 'BC', year: 2021 })],
      deliveries: [keys.deliveryPartition('2021-10-22T07:30~bmt:head')],
      directives: [keys.DIRECTIVES],
      readings: [keys.readingPartition('dossier:x')],
      callers: [keys.callKey({ caller: 'x', key: 'y' }).pk, keys.minuteKey('x', '2021-10-29T00:00:00.000Z').pk],
      incidents: [keys.incidentPartition('undeliverable')],
      controlTotals: [keys.controlTotalPartition('vnpt')],
      duplicates: [keys.REFUSED_PAIRS, keys.duplicateKey(['report:a:1', 'report:b:1']).pk],
      apiKeys: [keys.API_KEYS, keys.apiKeyKey('x').pk],
    }
    const matches = (pattern: string, pk: string) => `${pk}#`.startsWith(pattern.replace('*', ''))
    for (const name of keysOf(partitions))
      expect(written[name].filter((pk) => !matches(partitions[name], pk))).toEqual([])
    expect(keys.stepPartitions.filter((pk) => !matches('STEP#*', pk))).toEqual([])
    expect(keys.immediatePartitions.filter((pk) => !matches('IMMEDIATE#*', pk))).toEqual([])
    const others = keys.pendingPartitions.filter((pk) => !keys.immediatePartitions.includes(pk))
    expect(others.filter((pk) => !matches('PENDING#*', pk))).toEqual([])
    expect(keys.UNFINISHED_MAILS).toBe('UNFINISHED')
  })
})

const bareRole = z.object({
  ManagedPolicyArns: z.undefined().optional(),
  Policies: z.tuple([z.object({ PolicyName: z.literal('rights') })]).optional(),
})
