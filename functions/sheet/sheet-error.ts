import type { FileFault } from '../domain/file-fault.ts'

/** The file is refused as a whole. */
export class SheetError extends Error {
  override readonly name = 'SheetError'
  readonly fault: FileFault
  constructor(fault: FileFault, options?: ErrorOptions) {
    super(fault.code, options)
    this.fault = fault
  }
}
