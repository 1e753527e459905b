import {
  type CloudFormationClient,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation'
import * as z from 'zod'

export interface StackDeps {
  readonly cloudFormation: CloudFormationClient
  readonly pause: (ms: number) => Promise<void>
  readonly say: (line: string) => void
}

/** By address, or as text of 51,200 bytes at most. */
export type TemplateSource = { readonly TemplateURL: string } | { readonly TemplateBody: string }

export type Outputs = Readonly<Record<string, string>>

/** What CloudFormation says of the first resource that failed. What was there before is there again. */
export class StackFailedError extends Error {
  override readonly name = 'StackFailedError'
}

const POLL_MS = 2000

/** Brings a stack to what the template says, whatever state an earlier attempt left. @throws StackFailedError */
export async function deployStack(deps: StackDeps, name: string, source: TemplateSource): Promise<Outputs> {
  const there = await settled(deps, name)
  if (there !== undefined && NEVER_CREATED.test(there.StackStatus ?? '')) await remove(deps, name)
  const isNew = there === undefined || NEVER_CREATED.test(there.StackStatus ?? '') || there.StackStatus === EMPTY
  const changes = await plan(deps, { name, source, isNew })
  if (changes === undefined) deps.say(`${name}: nothing to change`)
  else await carryOut(deps, name, changes)
  return outputsOf(await find(deps, name))
}

/** CloudFormation cannot update what failed while it was created; there is nothing in it to lose. */
const NEVER_CREATED = /^(ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED|DELETE_FAILED)$/
/** A change set was made for it and never carried out. */
const EMPTY = 'REVIEW_IN_PROGRESS'

export async function find({ cloudFormation }: StackDeps, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }))
    return Stacks[0]
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined
    throw error
  }
}

export const outputsOf = (stack: Stack | undefined): Outputs =>
  Object.fromEntries((stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]))

/** The stack once nothing is under way in it; `CLEANUP` only clears away what is no longer used. */
async function settled(deps: StackDeps, name: string): Promise<Stack | undefined> {
  for (;;) {
    const stack = await find(deps, name)
    const status = stack?.StackStatus ?? ''
    if (status === EMPTY || !status.endsWith('_IN_PROGRESS')) return stack
    deps.say(`${name}: ${status}`)
    await deps.pause(POLL_MS)
  }
}

async function remove(deps: StackDeps, name: string): Promise<void> {
  deps.say(`${name}: taking away what an earlier attempt left`)
  await deps.cloudFormation.send(new DeleteStackCommand({ StackName: name }))
  const left = await settled(deps, name)
  if (left !== undefined && left.StackStatus !== 'DELETE_COMPLETE')
    throw new StackFailedError(`${name} cannot be deleted: ${left.StackStatus} ${left.StackStatusReason ?? ''}`)
}

interface Asked {
  readonly name: string
  readonly source: TemplateSource
  readonly isNew: boolean
}

/** @returns the id of the change set, or nothing when there is nothing to change */
async function plan(deps: StackDeps, { name, source, isNew }: Asked): Promise<string | undefined> {
  const { Id } = await deps.cloudFormation.send(
    new CreateChangeSetCommand({
      StackName: name,
      ChangeSetName: `dondoc-${Date.now()}`,
      ChangeSetType: isNew ? 'CREATE' : 'UPDATE',
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
      Tags: [{ Key: 'product', Value: 'dondoc' }],
      ...source,
    }),
  )
  const changes = { StackName: name, ChangeSetName: z.string().parse(Id) }
  for (;;) {
    const { Status, StatusReason = '' } = await deps.cloudFormation.send(new DescribeChangeSetCommand(changes))
    if (Status === 'CREATE_COMPLETE') return changes.ChangeSetName
    if (Status === 'FAILED' && /didn't contain changes|No updates/.test(StatusReason)) return undefined
    if (Status === 'FAILED') throw new StackFailedError(`${name}: ${StatusReason}`)
    await deps.pause(POLL_MS)
  }
}

async function carryOut(deps: StackDeps, name: string, ChangeSetName: string): Promise<void> {
  await deps.cloudFormation.send(new ExecuteChangeSetCommand({ StackName: name, ChangeSetName }))
  const done = await settled(deps, name)
  const status = done?.StackStatus ?? 'gone'
  deps.say(`${name}: ${status}`)
  if (!/^(CREATE|UPDATE)_COMPLETE$/.test(status)) throw new StackFailedError(`${name}: ${await whyFailed(deps, name)}`)
}

/** Of the newest events, the first failure: those after it were only cancelled. */
async function whyFailed({ cloudFormation }: StackDeps, name: string): Promise<string> {
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: name }))
  const failed = StackEvents.filter(({ ResourceStatus = '' }) => ResourceStatus.endsWith('_FAILED'))
  const first = failed.findLast(({ ResourceStatusReason }) => !/cancelled/i.test(ResourceStatusReason ?? ''))
  return `${first?.LogicalResourceId ?? 'it'} ${first?.ResourceStatus ?? 'failed'}: ${first?.ResourceStatusReason ?? 'no reason given'}`
}
