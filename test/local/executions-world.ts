import { compileMachine } from '../../infra/local/asl-machine.ts'
import { VirtualClock } from '../../infra/local/clock.ts'
import { MemoryExecutions } from '../../infra/local/execution-store.ts'
import { Executions, type ExecutionsOptions } from '../../infra/local/executions.ts'
import { STARTED_AT, task, type Definition } from './asl-run.ts'

export const DAY = 86_400_000
export const ARN = 'arn:aws:states:ap-southeast-1:123456789012:stateMachine:escalation'

/** Waits for the instant `at` of its input, then invokes `act`. */
export const waitThenAct: Definition = {
  StartAt: 'Wait',
  States: {
    Wait: { Type: 'Wait', TimestampPath: '$.at', Next: 'Act' },
    Act: task('act', { Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 600 }], End: true }),
  },
}
export const in40Days = JSON.stringify({ at: new Date(STARTED_AT + 40 * DAY).toISOString() })

/** Executions of one machine in virtual time, and what comes of them; `calls` in days since the start. */
export function world(
  definition: Definition,
  { clock = new VirtualClock(STARTED_AT), ...more }: Partial<ExecutionsOptions> & { clock?: VirtualClock } = {},
) {
  const changes: string[] = []
  const calls: number[] = []
  const options: ExecutionsOptions = {
    clock,
    random: () => 0.5,
    store: new MemoryExecutions(),
    machines: [
      {
        arn: ARN,
        roleArn: 'arn:aws:iam::123456789012:role/machine',
        machine: compileMachine(definition),
        revision: '1',
      },
    ],
    invoke: async () => {
      calls.push((clock.now() - STARTED_AT) / DAY)
      return { type: 'ok', payload: 'done' }
    },
    onStatusChange: ({ name, status }) => changes.push(`${name} ${status}`),
    ...more,
  }
  return { clock, changes, calls, executions: new Executions(options) }
}
