import { createRequire } from 'node:module'
import * as z from 'zod'
import { peakMegabytes } from './peak-memory.ts'

/**
 * A function as it is deployed, warm in a process of its own: `node function-process.ts <bundle> <events>`, the events
 * as a JSON array, one after the other. Its environment says where AWS is. Prints what it answered last, how long it all
 * took and the most memory it ever held.
 */
const [file = '', events = '[]'] = process.argv.slice(2)

const bundle = z.object({ handler: z.custom<(event: unknown, context: object) => Promise<unknown>>() })

const { handler } = bundle.parse(createRequire(import.meta.url)(file))
const start = performance.now()
let answer: unknown
for (const event of z.array(z.unknown()).parse(JSON.parse(events)))
  answer = await handler(event, { functionName: 'bench', awsRequestId: 'bench' })
const seconds = (performance.now() - start) / 1000
const megabytes = peakMegabytes()
process.stdout.write(`\n${JSON.stringify({ answer, seconds, megabytes })}\n`)
