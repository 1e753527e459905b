import { AwsError, element, xmlReply, type AwsCall, type AwsReply, type AwsService } from '../../infra/local/aws.ts'

interface Stack {
  status: string
  template: string
  /** What comes after the next look. */
  next?: string
  events: { id: string; status: string; reason: string }[]
}

interface ChangeSet {
  stack: string
  template: string
  type: string
}

/** What a template asks for that is not there, by logical id. */
export type Missing = (template: string) => string | undefined

/**
 * CloudFormation as far as a deployment sees it: change sets, stacks that take their time, a creation that fails and is
 * rolled back, an update that changes nothing. It makes nothing.
 */
export class CloudFormationDouble implements AwsService {
  readonly deniedCode = 'AccessDenied'
  readonly stacks = new Map<string, Stack>()
  readonly #changeSets = new Map<string, ChangeSet>()
  readonly outputs: Readonly<Record<string, Record<string, string>>>
  readonly #missing: Missing
  readonly #templateAt: (url: string) => string

  constructor(parts: {
    outputs: Readonly<Record<string, Record<string, string>>>
    missing: Missing
    templateAt: (url: string) => string
  }) {
    this.outputs = parts.outputs
    this.#missing = parts.missing
    this.#templateAt = parts.templateAt
  }

  accesses(): [] {
    return []
  }

  handle({ body }: AwsCall): AwsReply {
    const fields = new URLSearchParams(body.toString())
    const action = fields.get('Action') ?? ''
    const result = this.#answer(action, fields)
    return xmlReply(element(`${action}Response`, [element(`${action}Result`, result)]))
  }

  refuse({ code, message, status }: AwsError): AwsReply {
    const error = element('Error', [element('Code', code), element('Message', message)])
    return xmlReply(element('ErrorResponse', [error]), status)
  }

  #answer(action: string, fields: URLSearchParams): string[] {
    const name = fields.get('StackName') ?? ''
    switch (action) {
      case 'DescribeStacks':
        return [element('Stacks', [this.#describe(name)])]
      case 'CreateChangeSet':
        return this.#plan(name, fields)
      case 'DescribeChangeSet':
        return this.#changes(fields.get('ChangeSetName') ?? '')
      case 'ExecuteChangeSet':
        return this.#carryOut(fields.get('ChangeSetName') ?? '')
      case 'DescribeStackEvents':
        return [element('StackEvents', this.#get(name).events.map(eventOf))]
      case 'DeleteStack':
        this.stacks.delete(name)
        return []
      default:
        throw new AwsError('InvalidAction', action)
    }
  }

  #get(name: string): Stack {
    const stack = this.stacks.get(name)
    if (stack === undefined) throw new AwsError('ValidationError', `Stack with id ${name} does not exist`)
    return stack
  }

  #describe(name: string): string {
    const stack = this.#get(name)
    const { status } = stack
    if (stack.next !== undefined) stack.status = stack.next
    delete stack.next
    const outputs = Object.entries(this.outputs[name] ?? {}).map(([key, value]) =>
      element('member', [element('OutputKey', key), element('OutputValue', value)]),
    )
    return element('member', [
      element('StackName', name),
      element('CreationTime', '2026-01-01T00:00:00Z'),
      element('StackStatus', status),
      element('Outputs', status.endsWith('_COMPLETE') ? outputs : []),
    ])
  }

  #plan(stack: string, fields: URLSearchParams): string[] {
    const type = fields.get('ChangeSetType') ?? ''
    const there = this.stacks.get(stack)
    if (type === 'UPDATE' && there === undefined) throw new AwsError('ValidationError', `Stack ${stack} does not exist`)
    if (type === 'CREATE' && there !== undefined && there.status !== 'REVIEW_IN_PROGRESS')
      throw new AwsError('ValidationError', `Stack ${stack} already exists`)
    const template = fields.get('TemplateBody') ?? this.#templateAt(fields.get('TemplateURL') ?? '')
    const id = `change-set-${this.#changeSets.size + 1}`
    this.#changeSets.set(id, { stack, template, type })
    if (type === 'CREATE') this.stacks.set(stack, { status: 'REVIEW_IN_PROGRESS', template: '', events: [] })
    return [element('Id', id), element('StackId', stack)]
  }

  #changes(id: string): string[] {
    const asked = this.#changeSets.get(id)
    const same = asked !== undefined && this.stacks.get(asked.stack)?.template === asked.template
    return same
      ? [element('Status', 'FAILED'), element('StatusReason', "The submitted information didn't contain changes.")]
      : [element('Status', 'CREATE_COMPLETE')]
  }

  #carryOut(id: string): string[] {
    const { stack, template, type = '' } = this.#changeSets.get(id) ?? { stack: '', template: '' }
    const missing = this.#missing(template)
    const events = missing === undefined ? [] : failing(missing)
    const failed = type === 'CREATE' ? 'ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE'
    this.stacks.set(stack, {
      template: missing === undefined ? template : '',
      status: `${type}_IN_PROGRESS`,
      next: missing === undefined ? `${type}_COMPLETE` : failed,
      events,
    })
    return []
  }
}

/** Newest first, as CloudFormation tells them. */
const failing = (id: string): Stack['events'] => [
  { id: 'another', status: 'CREATE_FAILED', reason: 'Resource creation cancelled' },
  { id, status: 'CREATE_FAILED', reason: 'The specified key does not exist.' },
]

const eventOf = ({ id, status, reason }: Stack['events'][number]): string =>
  element('member', [
    element('LogicalResourceId', id),
    element('ResourceStatus', status),
    element('ResourceStatusReason', reason),
    element('Timestamp', '2026-01-01T00:00:00Z'),
    element('EventId', id),
    element('StackId', 's'),
    element('StackName', 's'),
  ])
