import http from 'node:http'
import * as z from 'zod'
import { FunctionLog } from '../local/function-log.ts'
import { Instance, type Invocation } from '../local/lambda-instance.ts'
import type { FunctionModel } from '../local/model.ts'
import { Bundle } from '../local/sandbox.ts'
import { peakMegabytes } from './peak-memory.ts'

/** One instance of a function in a process of its own, as on Lambda: told of an event, it tells the answer and what it took. */
const given = z
  .object({ model: z.custom<FunctionModel>(), url: z.string(), logFile: z.string(), now: z.number() })
  .parse(JSON.parse(process.argv[2] ?? ''))
const message = z.object({ event: z.unknown(), invocation: z.custom<Invocation>(), now: z.number() })

let { now } = given
const { model, url, logFile } = given
const bundle = new Bundle(model.codePath)
const log = new FunctionLog(logFile)
const begun = process.cpuUsage()
const instance = new Instance({ model, bundle, log, now: () => now, aws: { url, http } })

async function answer(raw: unknown): Promise<void> {
  const { event, invocation, now: told } = message.parse(raw)
  now = told
  const before = process.cpuUsage()
  const outcome = await instance.handle(event, invocation).then(
    (answered) => ({ answer: answered }),
    (error: unknown) => ({ error: error instanceof Error ? named(error) : { name: 'Error', message: String(error) } }),
  )
  process.send?.({ ...outcome, ...spent(before) })
}

process.on('message', (raw) => void answer(raw))
process.send?.(spent(begun))

const named = ({ name, message: text, stack }: Error) => ({ name, message: text, stack })

function spent(since: NodeJS.CpuUsage) {
  const { user, system } = process.cpuUsage(since)
  return { milliseconds: (user + system) / 1000, megabytes: peakMegabytes() }
}
