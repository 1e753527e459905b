/** `npm run token -- ROLE [--agency ID | --provider ID] [--out DIR]`, or of software `-- --client SCOPE`, prints a token for the local API, and only that. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { caller } from '../../functions/domain/access.ts'
import { issueToken } from './issuer.ts'

const USAGE = `usage: npm run token -- ROLE [--agency ID | --provider ID] [--out DIR], or --client provider.ID, agency.ID or centre.monitoring; agency and provider are roles that need their ID`

/** @throws Error that says what is wrong with the words or with the folder */
function tokenFor(words: readonly string[]): Promise<string> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      agency: { type: 'string' },
      provider: { type: 'string' },
      client: { type: 'string' },
      out: { type: 'string', default: 'out' },
    },
  })
  const [role = '', ...rest] = positionals
  const { out, client, ...owner } = values
  if (client !== undefined && /^((provider|agency)\.[\w-]+|centre\.monitoring)$/.test(client) && role === '')
    return issueToken(join(out, 'state'), { client })
  if (role === 'monitoring' || client !== undefined) throw new Error(USAGE)
  if (rest.length > 0 || !caller.safeParse({ role, id: 'local', ...owner }).success) throw new Error(USAGE)
  return issueToken(join(out, 'state'), { role, ...owner })
}

try {
  console.log(await tokenFor(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
