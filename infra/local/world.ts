import { hash } from 'node:crypto'
import { join } from 'node:path'

import { Api } from './api.ts'
import type { InvokeOutcome } from './asl-thread.ts'
import { openStore, type Dynalite } from './dynalite-store.ts'
import { DynamoDb, type Database } from './dynamodb.ts'
import { Endpoint } from './endpoint.ts'
import { ExecutionJournal, type Execution } from './execution-store.ts'
import { ACCOUNT, REGION } from './intrinsics.ts'
import { HostileStore } from './hostile-store.ts'
import { prepareIssuer, tokenVerifier, type VerifyToken } from './issuer.ts'
import { EventJournal, LambdaEvents } from './lambda-events.ts'
import { Lambda } from './lambda.ts'
import { refuseMachinesWithoutRights } from './machine-rights.ts'
import { outbox } from './outbox.ts'
import { randomId, seededRandom } from './random.ts'
import { Records } from './records.ts'
import { S3 } from './s3.ts'
import { Secrets } from './secrets.ts'
import type { DeliveredEvent, RuleTarget } from './schedule-rule.ts'
import { EventBus } from './schedule.ts'
import { Ses } from './ses.ts'
import { StatesService } from './states-service.ts'
import { statusChangeEvent, StepFunctions } from './step-functions.ts'
import { watchStrays } from './strays.ts'
import { storedIn, type Metered } from './stored.ts'
import type { WorldOptions, WorldStats } from './world-options.ts'

/** Builds all that the template deploys around one clock, and picks up what the state folder holds. */
export async function createWorld(options: WorldOptions): Promise<World> {
  const { model, clock, stateDir, outDir, checkRoles = true } = options
  // As on Lambda; `Date` takes its zone from the process.
  process.env['TZ'] = 'UTC'
  refuseMachinesWithoutRights(model)
  const records = new Records(outDir, clock)
  const authorizer = model.routes.find((route) => route.authorizer)?.authorizer
  await prepareIssuer(stateDir, authorizer ?? { issuer: 'local', audience: [], scopes: [] })
  const verify = await tokenVerifier(stateDir)
  const store = await openStore(join(stateDir, 'dynamodb'), model.tables)
  const endpoint = await Endpoint.open({
    clock,
    functions: checkRoles ? model.functions : [],
    onDenied: records.onDenied,
    onServed: records.meter.onServed,
  })
  try {
    const database = await withFaults(options, store)
    return new World(options, { records, store, database, endpoint, verify })
  } catch (error) {
    await endpoint.close()
    await store.close()
    throw error
  }
}

interface Doors {
  readonly records: Records
  readonly store: Dynalite
  readonly database: Database
  readonly endpoint: Endpoint
  readonly verify: VerifyToken
}

/** A whole deployment in this process. */
export class World {
  readonly #options: WorldOptions
  readonly #doors: Doors
  readonly #lambda: Lambda
  readonly #events: LambdaEvents
  readonly #journal: ExecutionJournal
  readonly #machines: StepFunctions
  readonly #bus: EventBus
  readonly #api: Api
  readonly #stopWatching: () => void

  constructor(options: WorldOptions, doors: Doors) {
    const { model, clock, stateDir } = options
    this.#options = options
    this.#doors = doors
    this.#lambda = this.#startLambda()
    this.#events = new LambdaEvents({
      clock,
      lambda: this.#lambda,
      functions: model.functions,
      random: this.#random('events'),
      unruly: options.hostility?.duplicateEvents ?? false,
      journal: new EventJournal(join(stateDir, 'events.ndjson')),
      onGivenUp: doors.records.onGivenUp,
    })
    this.#bus = new EventBus({
      clock,
      rules: model.rules,
      account: ACCOUNT,
      region: REGION,
      deliver: (target, input, event) => this.#deliver(target, input, event),
    })
    this.#journal = new ExecutionJournal(join(stateDir, 'executions.ndjson'))
    this.#machines = new StepFunctions({
      clock,
      random: this.#random('machines'),
      store: this.#journal,
      machines: model.machines,
      invoke: this.#lambda.invoke,
      onStatusChange: (execution) => this.#note(execution),
      onTransition: doors.records.meter.onTransition,
    })
    this.#serveAws()
    this.#api = this.#openApi()
    this.#stopWatching = watchStrays(
      model.functions.map(({ codePath }) => codePath),
      doors.records.onStray,
    )
  }

  /** Sends a request to the HTTP API, without a socket. */
  dispatch(request: Request): Promise<Response> {
    return this.#api.dispatch(request)
  }

  /** Opens the HTTP API, and the outbox, on the loopback interface. @throws Error when the port is taken */
  listen(port: number): Promise<void> {
    return this.#api.listen(port)
  }

  /** Where AWS answers an operator's tools, whose access key is any but a function's name. */
  get urls(): { readonly dynamodb: string; readonly aws: string } {
    const { url } = this.#doors.endpoint
    return { dynamodb: url, aws: url }
  }

  /** Calls a function by its name. @throws Error for a name that the template does not have */
  invoke(name: string, payload: unknown): Promise<InvokeOutcome> {
    const found = this.#options.model.functions.find((candidate) => candidate.name === name)
    if (!found) throw new Error(`the template has no function ${name}`)
    return this.#lambda.invoke(found.arn, payload)
  }

  stats(): WorldStats {
    const { errors, executionsStarted, mailbox, failures } = this.#doors.records
    const { invocations } = this.#lambda
    return { invocations, errors, executionsStarted, mails: mailbox.count, failures: failures.count }
  }

  /** What AWS would bill of this run so far. */
  async metered(): Promise<Metered> {
    return { ...this.usage(), stored: await storedIn(this.#doors.store, this.#options) }
  }

  /** The same, without looking through all that is stored. */
  usage(): Omit<Metered, 'stored'> {
    return this.#doors.records.meter.operations(this.#options.model, this.#lambda.usage)
  }

  /** Leaves all on disk in order. Nothing may be in flight, and the clock must not go on. */
  async close(): Promise<void> {
    this.#bus.stop()
    await this.#api.close()
    await this.#lambda.close()
    await this.#doors.endpoint.close()
    await this.#doors.store.close()
    this.#journal.close()
    this.#events.close()
    this.#stopWatching()
  }

  #startLambda(): Lambda {
    const { model, clock, hostility, start } = this.#options
    const { records, endpoint } = this.#doors
    return new Lambda({
      clock,
      start,
      functions: model.functions,
      random: this.#random('lambda'),
      logFolder: records.logFolder,
      aws: endpoint,
      skewMs: hostility?.skewMs ?? 0,
      onError: records.onError,
    })
  }

  #serveAws(): void {
    const { model, clock, stateDir } = this.#options
    const { database, endpoint, records } = this.#doors
    endpoint.serve({
      dynamodb: new DynamoDb(database, model.tables, records.meter.onUnits),
      s3: new S3(join(stateDir, 's3'), model.buckets),
      ses: new Ses({ mail: model.mail, clock, records, onEvent: (event) => this.#bus.putEvent(event) }),
      secretsmanager: new Secrets(model.secrets, this.#random('secrets'), join(stateDir, 'secrets.json')),
      states: new StatesService(this.#machines),
    })
  }

  #openApi(): Api {
    const random = this.#random('api')
    return new Api({
      clock: this.#options.clock,
      routes: this.#options.model.routes,
      verify: this.#doors.verify,
      invoke: this.#lambda.invoke,
      newRequestId: () => randomId(random),
      pages: { '/outbox': outbox(this.#doors.records.mailbox) },
    })
  }

  #note(execution: Execution): void {
    this.#doors.records.onStatus(execution)
    this.#bus.putEvent(statusChangeEvent(execution))
  }

  /** Hands an event to what a rule names. Topics and queues have no readers here but people. */
  async #deliver({ arn }: RuleTarget, input: unknown, event: DeliveredEvent): Promise<void> {
    const [, , service = ''] = arn.split(':')
    if (service === 'lambda') this.#events.send(arn, input)
    else if (service === 'states') await this.#startExecution(arn, input, event)
    else this.#doors.records.message(arn, input)
  }

  /** EventBridge names an execution after the event, and after the delivery: a second one starts a second execution. */
  async #startExecution(stateMachineArn: string, input: unknown, { id }: DeliveredEvent): Promise<void> {
    const twice = this.#options.hostility?.duplicateEvents ?? false
    for (const delivery of twice ? ['1', '2'] : ['1']) {
      const start = { stateMachineArn, name: `${id}_${delivery}`, input: JSON.stringify(input) }
      const { status, body } = await this.#machines.handle('AWSStepFunctions.StartExecution', start)
      if (status !== 200) this.#doors.records.notStarted(start, body)
    }
  }

  #random(consumer: string): () => number {
    return randomOf(this.#options, consumer)
  }
}

/** Each consumer has a sequence of its own, so that one more call here changes nothing there. */
const randomOf = ({ seed }: WorldOptions, consumer: string): (() => number) =>
  seededRandom(hash('sha256', `${seed} ${consumer}`, 'buffer').readUInt32BE())

async function withFaults(options: WorldOptions, store: Dynalite): Promise<Database> {
  const { indexLagMs = 0, throttleRate = 0, ambiguousRate = 0 } = options.hostility ?? {}
  if (indexLagMs + throttleRate + ambiguousRate === 0) return store
  return HostileStore.over({
    store,
    tables: options.model.tables,
    now: () => options.clock.now(),
    random: randomOf(options, 'faults'),
    indexLagMs,
    throttleRate,
    ambiguousRate,
  })
}
