import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import type { FunctionModel, Model } from '../local/model.ts'
import { FULLEST, lastsAt, MEASURED_FILE, SIZES, sizeFor, type Measure, type Measured } from '../size.ts'
import { bareName, type Taken } from './apart.ts'
import { renderCold } from './documents.ts'
import { takenByFunctions } from './taken.ts'
import type { Row } from './row.ts'

interface Sized {
  readonly record: boolean
  /** Date of the measurement. */
  readonly on: string
}

/**
 * What each function takes of memory and processor, and the size that follows: how much room is left in it, and how
 * long a cold start and a later call last there as far as the processor goes. `record` keeps it as what the template's
 * sizes are held against.
 */
export async function benchSizes({ record, on }: Sized): Promise<Row[]> {
  const { taken, model } = await takenByFunctions()
  const functions = new Map([...taken].map(([name, each]) => [name, measureOf(each)]))
  const rendered = await renderCold({ agencies: 150, cases: 10_000 })
  const renderer = functions.get('render-report')
  if (renderer) functions.set('render-report', heavier(renderer, rendered))
  const by = `Node ${process.version}, ${cpus()[0]?.model ?? process.arch}`
  const sorted = Object.fromEntries([...functions].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  const measured: Measured = { on, by, functions: sorted }
  if (record) writeFileSync(MEASURED_FILE, `${JSON.stringify(measured, undefined, 2)}\n`)
  return model.functions.flatMap((each) => {
    const measure = functions.get(bareName(each.name))
    return measure === undefined ? [] : [rowOf(model, each, measure)]
  })
}

const rounded = (value: number): number => Number(value.toPrecision(3))

const measureOf = ({ megabytes, cold, warm }: Taken): Measure => ({
  megabytes: Math.ceil(megabytes),
  coldMs: rounded(median(cold)),
  warmMs: rounded(median(warm.length > 0 ? warm : cold)),
  longestMs: rounded(Math.max(...cold, ...warm)),
})

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** A report of a province is larger than that of the fortnight. */
const heavier = (measure: Measure, { megabytes, cpuSeconds }: { megabytes: number; cpuSeconds: number }): Measure => ({
  ...measure,
  megabytes: Math.max(measure.megabytes, Math.ceil(megabytes)),
  longestMs: rounded(Math.max(measure.longestMs, cpuSeconds * 1000)),
})

function rowOf({ routes }: Model, { name, arn, timeoutSeconds, memoryMb }: FunctionModel, measure: Measure): Row {
  const isRoute = routes.some(({ functionArn }) => functionArn === arn)
  const size = sizeFor(measure, { isRoute, timeoutMs: timeoutSeconds * 1000 })
  const { megabytes, coldMs, warmMs, longestMs } = measure
  const [cold, warm, longest] = [coldMs, warmMs, longestMs].map((ms) => Math.round(lastsAt(ms, size)))
  return {
    name: `size of ${bareName(name)}: ${size}${SIZES[size] === memoryMb ? '' : `, now ${memoryMb}`}`,
    ours: `${megabytes} MB; cold ${cold} ms, warm ${warm} ms, longest ${longest} ms`,
    reference: `${FULLEST * 100}% of ${memoryMb} MB`,
    ratio: (FULLEST * memoryMb) / megabytes,
    aim: '≥ 1',
  }
}
