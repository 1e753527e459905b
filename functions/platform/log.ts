import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import type { Context } from 'aws-lambda'
import type { Log } from '../work/deps.ts'

/** One of a function's instance: what is known of the invocation stands in every line. */
const logger = new Logger()
const metrics = new Metrics({ namespace: 'Dondoc' })

/**
 * Structured logs and metrics of one function, under the stage's name (`POWERTOOLS_SERVICE_NAME`). Facts are ids and
 * counts: never a name, a phone or a place.
 */
export const functionLog = (): Log => ({
  info: (message, facts = {}) => logger.info(message, facts),
  warn: (message, facts = {}) => logger.warn(message, facts),
  error: (message, facts = {}) => logger.error(message, facts),
  metric: (name, value, of) => {
    const unit = name.endsWith('Seconds') ? MetricUnit.Seconds : MetricUnit.Count
    if (of === undefined) {
      metrics.addMetric(name, unit, value)
      metrics.publishStoredMetrics()
    } else metrics.singleMetric().addDimensions(of).addMetric(name, unit, value)
  },
})

/**
 * The first step of every stack of middlewares: each line of this invocation names the function, its request, and the
 * trace, which goes on through executions to all functions that follow. A route names the API's own request besides,
 * which its caller was told as `apigw-requestid`.
 */
export const toldApart = {
  before: ({ event, context }: { event: unknown; context: Context }): void => {
    logger.resetKeys()
    logger.addContext(context)
    const requestId = apiRequestOf(event)
    if (requestId !== undefined) logger.appendKeys({ api_request_id: requestId })
  },
}

function apiRequestOf(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || !('requestContext' in event)) return undefined
  const { requestContext } = event
  const isRequest = typeof requestContext === 'object' && requestContext !== null && 'requestId' in requestContext
  return isRequest ? requestContext.requestId : undefined
}

/** What X-Ray calls the root of the trace: `1-5759e988-bd862e3fe1be46a994272793`. Lambda sets it for each invocation. */
export const traceId = (): string | undefined => /Root=([\w-]+)/.exec(process.env['_X_AMZN_TRACE_ID'] ?? '')?.[1]
