import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import type { RegistryRow } from '../../functions/domain/registry.ts'
import { VirtualClock } from '../local/clock.ts'
import { REGION } from '../local/intrinsics.ts'
import type { Model } from '../local/model.ts'
import { operatorAccess } from '../local/operator-access.ts'
import { readTemplate, synthesize } from '../local/template.ts'
import type { WorldOptions } from '../local/world-options.ts'
import { createWorld, type World } from '../local/world.ts'
import type { Row } from './row.ts'

/** A deployment in a folder of its own, whose clock stands still: nothing happens but what is asked for. */
export interface Deployed {
  readonly folder: string
  readonly model: Model
  readonly open: (start?: WorldOptions['start']) => Promise<World>
}

export async function withDeployed<T>(registry: readonly RegistryRow[], use: (it: Deployed) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-bench-'))
  try {
    await synthesize(join(import.meta.dirname, '../app.ts'), join(folder, 'cdk.out'))
    const model = readTemplate(join(folder, 'cdk.out'), 'http://127.0.0.1')
    const open: Deployed['open'] = (start) =>
      createWorld({ model, stateDir: folder, outDir: folder, clock: new VirtualClock(Date.now()), seed: 1, start })
    const world = await open()
    const access = operatorAccess(model, world.urls)
    await access.registry.add(registry)
    access.close()
    await world.close()
    return await use({ folder, model, open })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Of AWS Lambda; the heap of Node has to fit into it beside all else. */
const MEMORY_MB = 512
const HEAP_MB = 400

const printed = z.object({ answer: z.unknown(), seconds: z.number(), megabytes: z.number() })
export type Ran = z.output<typeof printed>

/** Runs a deployed function for some events, in a process of its own with the memory of the smallest that we deploy. */
export async function run(world: World, model: Model, [name, ...events]: [string, ...object[]]): Promise<Ran> {
  const deployed = model.functions.find((each) => each.name.endsWith(name))
  if (deployed === undefined) throw new Error(`the template has no function ${name}`)
  const script = join(import.meta.dirname, 'function-process.ts')
  const bundle = join(deployed.codePath, 'index.js')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`--max-old-space-size=${HEAP_MB}`, script, bundle, JSON.stringify(events)],
    {
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...deployed.environment,
        AWS_REGION: REGION,
        AWS_ENDPOINT_URL: world.urls.aws,
        AWS_ACCESS_KEY_ID: deployed.name,
        AWS_SECRET_ACCESS_KEY: 'local',
      },
    },
  )
  return printed.parse(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''))
}

export const memoryRow = (name: string, { megabytes }: Ran): Row => ({
  name: `memory of ${name}`,
  ours: `${Math.round(megabytes)} MB`,
  reference: `of Lambda: ${MEMORY_MB} MB`,
  ratio: MEMORY_MB / megabytes,
  aim: '≥ 1',
})
