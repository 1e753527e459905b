import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

import type { Operations } from '../cost/operations.ts'
import { storedBytes } from './capacity.ts'
import type { Dynalite } from './dynalite-store.ts'
import type { WorldOptions } from './world-options.ts'

/** What a world can tell of a run by itself. */
export type Metered = Pick<Operations, 'functions' | 'machines' | 'mails' | 'stored'>

const item = z.record(z.string(), z.unknown())

/** What the tables and the buckets hold now. */
export async function storedIn(
  store: Dynalite,
  { model, stateDir }: Pick<WorldOptions, 'model' | 'stateDir'>,
): Promise<Operations['stored']> {
  let tableBytes = 0
  for (const table of model.tables)
    for await (const each of store.scan(table.name)) tableBytes += storedBytes(item.parse(each), table)
  const objects = join(stateDir, 's3')
  const sizes = model.buckets
    .flatMap((bucket) => globSync(join(objects, bucket, '**')))
    .map((path) => statSync(path))
    .filter((found) => found.isFile())
  return { tableBytes, objectBytes: sizes.reduce((total, { size }) => total + size, 0) }
}
