import * as z from 'zod'
import { getItem, ifAbsent, putOnce, type Table } from './dynamo-table.ts'
import { importJob, type ImportStore } from './import-store.ts'
import { importKey } from './keys.ts'
import { checkVersion } from './saved.ts'

const item = z.object({ job: importJob })

export const dynamoImportStore = (table: Table): ImportStore => ({
  async load(id) {
    const found = await getItem(table, importKey(id))
    return found && item.parse(found).job
  },
  async save(job, expected) {
    checkVersion(job.version, expected)
    const asRead = {
      ConditionExpression: '#job.#version = :expected',
      ExpressionAttributeNames: { '#job': 'job', '#version': 'version' },
      ExpressionAttributeValues: { ':expected': expected },
    }
    return putOnce(table, { ...importKey(job.id), job }, expected === undefined ? ifAbsent : asRead)
  },
})
