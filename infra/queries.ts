import { Stack } from 'aws-cdk-lib'
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { queryWords } from '../functions/text/dashboard-words.ts'
import { named, type Settings } from './settings.ts'

/** What is asked of the logs; where a line says `…`, the operator puts the id in question. */
export const queries = {
  errors: {
    of: 'functions',
    lines: [
      'fields @timestamp, service, function_name, message, error, caseId, xray_trace_id',
      'filter level = "ERROR" or level = "WARN"',
      'sort @timestamp desc',
      'limit 50',
    ],
  },
  case: {
    of: 'functions',
    lines: [
      'fields @timestamp, function_name, level, message, error, xray_trace_id',
      'filter @message like "dossier:…"',
      'sort @timestamp asc',
      'limit 1000',
    ],
  },
  trace: {
    of: 'functions',
    lines: [
      'fields @timestamp, function_name, level, message, caseId, mail',
      'filter xray_trace_id = "1-…"',
      'sort @timestamp asc',
      'limit 1000',
    ],
  },
  mail: {
    of: 'functions',
    lines: [
      'fields @timestamp, function_name, message, mail, cases, xray_trace_id',
      'filter mail = "…"',
      'sort @timestamp asc',
      'limit 100',
    ],
  },
  slow: {
    of: 'functions',
    lines: [
      'filter type = "platform.report"',
      // Routes share a log; its streams are named by day, function and version.
      'parse @logStream /(?<function>[a-z][a-z0-9-]*)\\[/',
      'stats max(record.metrics.durationMs) as slowest, pct(record.metrics.durationMs, 50) as median, max(record.metrics.maxMemoryUsedMB) as megabytes by @log, function',
      'sort slowest desc',
    ],
  },
  refused: {
    of: 'api',
    lines: ['filter status >= 400', 'stats count(*) as calls by route, status', 'sort calls desc', 'limit 100'],
  },
} as const satisfies Record<keyof typeof queryWords, { of: 'functions' | 'api'; lines: readonly string[] }>

/** Saved queries, in a folder of the stage's name. */
export function saveQueries(scope: Construct, settings: Settings): CfnQueryDefinition[] {
  const groups = {
    functions: logGroupsOf(settings, Stack.of(scope)),
    api: [`/aws/apigateway/${named(settings, 'api')}`],
  }
  return Object.entries(queries).map(
    ([id, { of, lines }]) =>
      new CfnQueryDefinition(scope, `Query-${id}`, {
        name: `dondoc-${settings.stage}/${wordsOf(id)}`,
        queryString: lines.join('\n| '),
        logGroupNames: groups[of],
      }),
  )
}

const wordsOf = (id: string): string => Object.entries(queryWords).find(([key]) => key === id)?.[1] ?? id

/** The logs of all functions. A widget and a saved query search 50 log groups at most. */
export function logGroupsOf(settings: Settings, stack: Stack): string[] {
  const prefix = `/aws/lambda/${named(settings, '')}`
  return stack.node
    .findAll()
    .map((each) => each.node.id)
    .filter((id) => id.endsWith('-log'))
    .map((id) => `${prefix}${id.slice(0, -'-log'.length)}`)
}
