import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { joined, simulation, type Simulation } from '../../functions/domain/simulated-mails.ts'
import { simulationTable } from '../../functions/text/simulation-table.ts'

/**
 * `npm run simulate -- --policy FILE --weeks n [--to DATE] [--url URL] [--json]` runs proposed policies over the last
 * weeks and prints which mails each recipient would have had, beside the rules in force. FILE holds a list of policy
 * rows as `POST /registry/changes` takes them. The token (operator, auditor or administrator) comes from `TOKEN`.
 */
const USAGE =
  'usage: TOKEN=$(npm run -s token -- operator) npm run simulate -- --policy FILE --weeks 1..26 [--to yyyy-mm-dd] [--url http://127.0.0.1:4566] [--json]'

interface Order {
  url: string
  token: string
  body: object
}

/** @throws Error that says what is wrong with the words or the file */
function readOrder(): Order & { json: boolean } {
  const { values } = parseArgs({
    options: {
      policy: { type: 'string' },
      weeks: { type: 'string' },
      to: { type: 'string' },
      url: { type: 'string', default: 'http://127.0.0.1:4566' },
      json: { type: 'boolean', default: false },
    },
  })
  const { policy, weeks, to, url, json } = values
  const token = process.env['TOKEN']
  if (policy === undefined || weeks === undefined || token === undefined) throw new Error(USAGE)
  const rows = z.array(z.unknown()).parse(JSON.parse(readFileSync(policy, 'utf8')))
  return { url, token, json, body: { rows, weeks: Number(weeks), ...(to !== undefined && { to }) } }
}

/** @throws Error with the answer where it is a refusal */
async function call({ url, token, body }: Order, after?: string): Promise<Simulation> {
  const answer = await fetch(`${url}/policies/simulation`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, ...(after !== undefined && { after }) }),
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return simulation.parse(await answer.json())
}

/** Many cases take several calls. */
async function simulate(order: Order): Promise<Simulation> {
  let whole = await call(order)
  while (whole.after !== undefined) whole = joined(whole, await call(order, whole.after))
  return whole
}

try {
  const order = readOrder()
  const answer = await simulate(order)
  console.log(order.json ? JSON.stringify(answer, undefined, 2) : simulationTable(answer))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
