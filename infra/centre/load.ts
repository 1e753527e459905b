import { parseArgs } from 'node:util'
import { connectTable } from '../../functions/store/dynamo-table.ts'
import { dynamoRegistryStore } from '../../functions/store/dynamo-registry-store.ts'
import { firstRegistry } from './first-registry.ts'

/**
 * `npm run registry -- --table dondoc-prod` loads the centre's first registry, with the caller's AWS credentials.
 * Loading it again changes nothing; a row that was recorded with another value is refused by name.
 */
const { values } = parseArgs({ options: { table: { type: 'string' } } })
if (values.table === undefined) {
  console.error('usage: npm run registry -- --table NAME (the output TableName of the deployment)')
  process.exitCode = 1
} else {
  const rows = firstRegistry()
  const version = await dynamoRegistryStore(connectTable(values.table)).add(rows)
  console.log(`${rows.length} rows, registry version ${version}`)
}
