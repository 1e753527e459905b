import { applyImportInput, importAnswer } from '../../workflows/contract.ts'
import { importDeps } from '../platform/import-deps.ts'
import { task } from '../platform/task.ts'
import { applyImport } from '../work/apply-import.ts'

const deps = importDeps()

/** Task of the import machine: takes in one chunk of rows, or tries what would become of them. */
export const handler = task({ input: applyImportInput, answer: importAnswer }, deps.log, (input) =>
  applyImport(deps, input),
)
