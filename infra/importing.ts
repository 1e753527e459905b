import { Duration } from 'aws-cdk-lib'
import type { Function } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { Data } from './data.ts'
import { dondocFunction, type House } from './house.ts'
import { Machine } from './machine.ts'

interface Parts {
  readonly house: House
  readonly data: Data
}

/** Lists of other systems: a file is read, then its rows are tried or taken in, chunk by chunk. */
export class Importing extends Construct {
  readonly rows: Machine
  readonly #parts: Parts

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id)
    this.#parts = parts
    this.rows = new Machine(this, parts.house, {
      name: 'import',
      tasks: { readImport: this.#read(), applyImport: this.#apply() },
      variable: 'IMPORT_MACHINE_ARN',
      alarm: { meaning: 'The import of a file stopped half way; what was taken in stays. Order it again: it goes on.' },
    })
  }

  #read(): Function {
    const { house, data } = this.#parts
    return dondocFunction(this, house, {
      name: 'read-import',
      alarm: {
        failures: 1,
        meaning: 'An uploaded list cannot be read although nothing is wrong with it that has a name.',
      },
      timeout: Duration.minutes(5),
      rights: [data.items(['GetItem', 'PutItem'], 'imports'), data.registry(), data.imports('GetObject', 'PutObject')],
    })
  }

  #apply(): Function {
    const { house, data } = this.#parts
    return dondocFunction(this, house, {
      name: 'apply-import',
      alarm: {
        failures: 1,
        meaning: 'Rows of a list cannot be taken in. The machine tries again; no row counts twice.',
      },
      timeout: Duration.minutes(5),
      rights: [
        data.items(['GetItem', 'PutItem'], 'imports'),
        data.registry(),
        data.imports('GetObject', 'PutObject'),
        data.items(['BatchGetItem', 'GetItem', 'PutItem', 'Query'], 'cases'),
        data.items(['PutItem'], 'people'),
      ],
    })
  }
}
