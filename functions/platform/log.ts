import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import type { Log } from '../work/deps.ts'

/** Structured logs and metrics of one function. Facts are ids and counts: never a name, a phone or a place. */
export function functionLog(): Log {
  const logger = new Logger({ serviceName: 'dondoc' })
  const metrics = new Metrics({ namespace: 'Dondoc', serviceName: 'dondoc' })
  return {
    info: (message, facts = {}) => logger.info(message, facts),
    warn: (message, facts = {}) => logger.warn(message, facts),
    error: (message, facts = {}) => logger.error(message, facts),
    metric: (name, value) => {
      metrics.addMetric(name, name.endsWith('Seconds') ? MetricUnit.Seconds : MetricUnit.Count, value)
      metrics.publishStoredMetrics()
    },
  }
}
