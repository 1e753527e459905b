/** `npm run token -- ROLE [--agency ID | --provider ID] [--out DIR]` prints a token for the local API, and only that. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { issueToken } from './issuer.ts'

const USAGE = 'usage: npm run token -- ROLE [--agency ID | --provider ID] [--out DIR]'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { agency: { type: 'string' }, provider: { type: 'string' }, out: { type: 'string', default: 'out' } },
})
const [role, ...rest] = positionals
if (role === undefined || rest.length > 0) {
  console.error(USAGE)
  process.exitCode = 1
} else {
  await issueToken(join(values.out, 'state'), { role, agency: values.agency, provider: values.provider }).then(
    (token) => console.log(token),
    (error: Error) => {
      console.error(error.message)
      process.exitCode = 1
    },
  )
}
