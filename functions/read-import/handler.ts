import { importAnswer, readImportInput } from '../../workflows/contract.ts'
import { importDeps } from '../platform/import-deps.ts'
import { task } from '../platform/task.ts'
import { readImport } from '../work/read-import.ts'

const deps = importDeps()

/** Task of the import machine: reads an uploaded list and puts its rows aside in chunks. */
export const handler = task({ input: readImportInput, answer: importAnswer }, deps.log, (input) =>
  readImport(deps, input),
)
