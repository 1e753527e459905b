import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'
import type { Machines, Started } from '../work/machines.ts'
import { variable } from './env.ts'

/**
 * Step Functions. Starting the same name with the same input twice is one execution; a name stays used for 90 days.
 * The machines' ARNs are read when first needed: a function has only those it may use.
 */
export function stepFunctions(client = new SFNClient({})): Machines {
  const start = async (machine: string, name: string, input: unknown): Promise<Started> => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn: machine, name, input: JSON.stringify(input) }))
      return 'started'
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return 'exists'
      throw error
    }
  }
  return {
    startEscalation: (name, input) => start(variable('ESCALATION_MACHINE_ARN'), name, input),
    startReport: (name, input) => start(variable('REPORT_MACHINE_ARN'), name, input),
    startDigests: (name, input) => start(variable('DIGESTS_MACHINE_ARN'), name, input),
    startImport: (name, input) => start(variable('IMPORT_MACHINE_ARN'), name, input),
    startAccountability: (name, input) => start(variable('ACCOUNTABILITY_MACHINE_ARN'), name, input),
    async escalationStatus(name) {
      const executionArn = `${variable('ESCALATION_MACHINE_ARN').replace(':stateMachine:', ':execution:')}:${name}`
      try {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn }))
        return status === 'RUNNING' ? 'running' : 'ended'
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return 'unknown'
        throw error
      }
    },
  }
}
