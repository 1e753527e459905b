import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ListExecutionsCommand, RedriveExecutionCommand, SFNClient } from '@aws-sdk/client-sfn'
import { simpleParser, type ParsedMail } from 'mailparser'
import type { Instant } from '../../functions/domain/instant.ts'
import { toMs } from '../../functions/domain/instant.ts'
import type { RegistryRow } from '../../functions/domain/registry.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'
import { VirtualClock } from '../../infra/local/clock.ts'
import { issueToken, type TokenOwner } from '../../infra/local/issuer.ts'
import { Mailbox } from '../../infra/local/mailbox.ts'
import type { Model } from '../../infra/local/model.ts'
import { operatorAccess, type OperatorAccess } from '../../infra/local/operator-access.ts'
import type { Statement } from '../../infra/local/role.ts'
import { readTemplate } from '../../infra/local/template.ts'
import { createWorld, type World } from '../../infra/local/world.ts'
import { idOfMail, mailsIn } from '../local/outcome.ts'
import { vn } from './scenario.ts'
import { synthesizedApp } from './synthesized-app.ts'

/** The product as it would be deployed, its API at that port. */
const productAt = async (port: number): Promise<Model> =>
  readTemplate(await synthesizedApp(), `http://127.0.0.1:${port}`)

interface Running {
  model: Model
  world: World
  clock: VirtualClock
  access: OperatorAccess
}

/** Of VNPT, received on Tuesday 19/10/2021 at 09:00. */
export const reportOf = (agency: string, more: object = {}) => ({
  code: `${agency}-1`,
  provider: 'vnpt',
  agency,
  unit: agency,
  category: 'giao-thong',
  receivedAt: vn('2021-10-19 09:00'),
  ...more,
})

/** The whole deployment on a virtual clock, with the province's first registry and what is added, over HTTP. */
export class Province {
  readonly port: number
  readonly #more: readonly RegistryRow[]
  /** What stands on disk: state, mails, logs. */
  readonly folder = mkdtempSync(join(tmpdir(), 'dondoc-province-'))
  #running: Running | undefined

  constructor(port: number, ...more: RegistryRow[]) {
    this.port = port
    this.#more = more
  }

  /** Begins, or goes on with what stands on disk at a later time; `deployed` is what is changed of the deployment. */
  async start(at: Instant, deployed = (model: Model): Model => model): Promise<void> {
    await this.stop()
    const [stateDir, outDir] = [join(this.folder, 'state'), this.folder]
    const clock = new VirtualClock(toMs(at))
    const model = deployed(await productAt(this.port))
    const world = await createWorld({ model, stateDir, outDir, clock, seed: 1 })
    const access = operatorAccess(model, world.urls)
    if ((await access.registry.version()) === 0) await access.registry.add([...firstRegistry(), ...this.#more])
    this.#running = { model, world, clock, access }
    await world.listen(this.port)
  }

  get linkSecretArn(): string {
    return this.#now().model.secrets[0]?.arn ?? ''
  }

  get model(): Model {
    return this.#now().model
  }

  get world(): World {
    return this.#now().world
  }

  get access(): OperatorAccess {
    return this.#now().access
  }

  async until(at: Instant): Promise<void> {
    await this.#now().clock.runUntil(toMs(at))
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(new URL(path, `http://127.0.0.1:${this.port}`), init)
  }

  /** Calls the API with a token of that role. @throws Error with the answer, if it refuses */
  async call(
    path: string,
    { as = { role: 'operator' }, body }: { as?: TokenOwner; body?: unknown } = {},
  ): Promise<unknown> {
    const token = await issueToken(join(this.folder, 'state'), as)
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const response = await this.fetch(path, { headers, ...post })
    const answer: unknown = await response.json()
    if (response.status >= 300) throw new Error(`${response.status} ${path}: ${JSON.stringify(answer)}`)
    return answer
  }

  /** What the operators' console shows of a machine's executions, newest first, and its *Redrive*. */
  async executions(machine: string): Promise<{ arn: string; status: string }[]> {
    const { model, world } = this.#now()
    const stateMachineArn = model.machines.find(({ name }) => name === `dondoc-dev-${machine}`)?.arn
    const { executions = [] } = await consoleOf(world).send(new ListExecutionsCommand({ stateMachineArn }))
    return executions.map(({ executionArn = '', status = '' }) => ({ arn: executionArn, status }))
  }

  async redrive(executionArn: string): Promise<void> {
    await consoleOf(this.world).send(new RedriveExecutionCommand({ executionArn }))
  }

  /** The ids of all mails, by which the product knows them, oldest first. */
  mailIds(): string[] {
    const folder = join(this.folder, 'mail')
    return mailsIn(this.folder).map((name) => idOfMail(join(folder, name)))
  }

  /** All mails to an address, oldest first. */
  async mailsTo(address: string): Promise<ParsedMail[]> {
    const mailbox = new Mailbox(join(this.folder, 'mail'))
    const mails = await Promise.all(mailbox.list().map((name) => simpleParser(mailbox.read(name) ?? '')))
    return mails.filter(({ to }) => [to ?? []].flat().some(({ text }) => text.includes(address)))
  }

  async close(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true })
  }

  /** Leaves all on disk, for the next start. */
  async stop(): Promise<void> {
    this.#running?.access.close()
    await this.#running?.world.close()
    this.#running = undefined
  }

  #now(): Running {
    if (this.#running === undefined) throw new Error('the province was not started')
    return this.#running
  }
}

/** A deployment in which a function may not do something, until somebody mends its role. */
export const denied =
  (name: string, deny: Pick<Statement, 'Action'> & Partial<Statement>) =>
  (model: Model): Model => ({
    ...model,
    functions: model.functions.map((each) =>
      each.name === `dondoc-dev-${name}`
        ? { ...each, role: [...each.role, { Effect: 'Deny', Resource: ['*'], Condition: {}, ...deny }] }
        : each,
    ),
  })

const consoleOf = ({ urls }: World): SFNClient =>
  new SFNClient({
    region: 'ap-southeast-1',
    endpoint: urls.aws,
    credentials: { accessKeyId: 'operator', secretAccessKey: 'local' },
  })

/** The page for answers that a mail leads to. */
export const answerLinkIn = ({ text = '' }: ParsedMail): string => /https?:\/\/\S+\/answers\/\S+/.exec(text)?.[0] ?? ''
