import { ExecutionError, StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions'
import { expect, test } from 'vitest'
import * as z from 'zod'

import { execute, failing, type Definition, type Functions } from './asl-run.ts'
import { definitionOf } from '../workflows/machines.ts'
import { digest, escalation, report } from './asl-samples.ts'

type Json = z.core.util.JSONType

const call = z.object({ FunctionName: z.string(), Payload: z.unknown() })
const thrown = z.object({ cause: z.object({ name: z.string() }) })

/** What an independent interpreter makes of the same machine, its waits and retry pauses cut to nothing. */
async function reference(definition: Definition, input: Json, functions: Functions): Promise<object> {
  const handler = async (request: unknown) => {
    const { FunctionName, Payload } = call.parse(request)
    return {
      ExecutedVersion: '$LATEST',
      Payload: z.json().parse(await functions[FunctionName]?.(Payload)),
      StatusCode: 200,
    }
  }
  const forEach = <T>(value: T) => Object.fromEntries(stateNames(definition).map((name) => [name, value]))
  const machine = new StateMachine(z.custom<StateMachineDefinition>().parse(structuredClone(definition)))
  const { result } = machine.run(input, {
    context: { Execution: { Name: 'first', Input: input } },
    overrides: {
      taskResourceLocalHandlers: forEach(handler),
      retryIntervalOverrides: forEach(0),
      waitTimeOverrides: forEach(0),
    },
  })
  try {
    return { output: await result }
  } catch (error) {
    if (!(error instanceof ExecutionError)) throw error
    return { error: thrown.parse(error).cause.name }
  }
}

function stateNames(branch: unknown): string[] {
  const nested = z.object({ States: z.record(z.string(), z.unknown()) }).safeParse(branch)
  if (nested.success) {
    return [...Object.keys(nested.data.States), ...Object.values(nested.data.States).flatMap(stateNames)]
  }
  const parent = z
    .object({ ItemProcessor: z.unknown().optional(), Branches: z.array(z.unknown()).default([]) })
    .safeParse(branch)
  return parent.success ? [parent.data.ItemProcessor, ...parent.data.Branches].filter(Boolean).flatMap(stateNames) : []
}

const now = '2021-10-29T01:00:00Z'
const overdue = { caseId: 'report:vnpt:7', step: 1, nextStepAt: now }

const stepTo = (step: number) => ({ finished: false, step, nextStepAt: now })
const answers = (...list: unknown[]) => ({ escalate: () => list.shift() })
const threeSteps = () => answers(stepTo(2), stepTo(3), { finished: true })
const unknownStep = () => answers({ finished: false, step: 12 })
const fails =
  (fn: string, error: string, times = 1) =>
  () => ({
    [fn]: failing(Array<string>(times).fill(error), { finished: true }),
  })

const week = { week: '2021-W43', first: '2021-W40' }
const signed = { ...week, signedBy: 'PCT Hà' }
const twoMails = { recipients: ['a', 'b'], window: 'w1' }
const busy = 'Lambda.ServiceException'

/** The digests machine itself; mail to `b` fails so many times. */
const window = { contract: 1, kind: 'daily', sendAt: now }
const mailing =
  (recipients: readonly string[], failures: number, failed = 0) =>
  (): Functions => {
    const toB = failing(Array<string>(failures).fill(busy))
    return {
      planDigests: () => ({ ...window, recipients }),
      sendDigest: (input) => {
        const { recipient } = z.object({ recipient: z.string() }).parse(input)
        if (recipient === 'b') toB(input)
        return { recipient, outcome: 'sent' }
      },
      // Of those left, `b` fails for good in what follows.
      settleDigests: () => ({ ...window, failed, left: failed > 0 ? ['b'] : [] }),
    }
  }
const fanOut = { machine: definitionOf('digests'), input: window }

interface Case {
  readonly title: string
  readonly machine: Definition
  readonly input: Json
  readonly functions: () => Functions
  /** An error's name, or `output`. */
  readonly ends: string
}

const cases: Case[] = [
  { title: 'steps until none is left', machine: escalation, input: overdue, functions: threeSteps, ends: 'output' },
  { title: 'takes the Default', machine: escalation, input: overdue, functions: unknownStep, ends: 'output' },
  { title: 'retries', machine: escalation, input: overdue, functions: fails('escalate', busy, 5), ends: 'output' },
  {
    title: 'tires',
    machine: escalation,
    input: overdue,
    functions: fails('escalate', busy, 6),
    ends: 'EscalationFailed',
  },
  {
    title: 'catches',
    machine: escalation,
    input: overdue,
    functions: fails('escalate', 'Bug'),
    ends: 'EscalationFailed',
  },
  {
    title: 'a path leads nowhere',
    machine: escalation,
    input: { nextStepAt: now },
    functions: threeSteps,
    ends: 'States.Runtime',
  },
  { title: 'maps', machine: digest, input: twoMails, functions: () => ({ send: (mail) => mail }), ends: 'output' },
  {
    title: 'maps nothing',
    machine: digest,
    input: { recipients: [], window: 'w1' },
    functions: () => ({}),
    ends: 'output',
  },
  {
    title: 'catches an iteration',
    machine: digest,
    input: twoMails,
    functions: fails('send', 'AddressGone'),
    ends: 'output',
  },
  {
    title: 'an iteration fails',
    machine: digest,
    input: twoMails,
    functions: fails('send', 'Throttled'),
    ends: 'Throttled',
  },
  { title: 'fans out', ...fanOut, functions: mailing(['a', 'b', 'c'], 0), ends: 'output' },
  { title: 'fans out to nobody', ...fanOut, functions: mailing([], 0), ends: 'output' },
  { title: 'retries one of many', ...fanOut, functions: mailing(['a', 'b', 'c'], 12), ends: 'output' },
  { title: 'catches one of many', ...fanOut, functions: mailing(['a', 'b', 'c'], 16, 1), ends: busy },
  { title: 'branches', machine: report, input: signed, functions: fails('figures', 'Busy', 0), ends: 'output' },
  { title: 'retries a branch', machine: report, input: signed, functions: fails('figures', 'Busy', 1), ends: 'output' },
  { title: 'a branch fails', machine: report, input: signed, functions: fails('figures', 'Busy', 2), ends: 'Busy' },
  {
    title: 'nobody signed',
    machine: report,
    input: { ...week, signedBy: null },
    functions: fails('figures', '', 0),
    ends: 'Unsigned',
  },
  {
    title: 'another signed',
    machine: report,
    input: { ...week, signedBy: 'CVP' },
    functions: fails('figures', '', 0),
    ends: 'Unsigned',
  },
  {
    title: 'a Choice on nothing',
    machine: report,
    input: week,
    functions: fails('figures', '', 0),
    ends: 'States.Runtime',
  },
]

test.each(cases)('both interpreters agree: $title', async ({ machine, input, functions, ends }) => {
  const { output, error } = await execute(machine, input, { functions: functions() })
  const theirs = await reference(machine, input, functions())

  expect(error ?? 'output').toBe(ends)
  expect(error === undefined ? { output } : { error }).toEqual(theirs)
})
