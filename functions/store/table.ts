export interface IndexDefinition {
  readonly name: string
  readonly partitionKey: string
  readonly sortKey: string
  /** Attributes that a reader of the index finds besides the keys. */
  readonly projects: readonly string[]
}

export interface TableDefinition {
  readonly name: string
  readonly partitionKey: string
  readonly sortKey: string
  readonly indexes: Readonly<Record<string, IndexDefinition>>
}

/**
 * The one table, as plain data: the stack declares it from here, and the tests create it from here.
 * All key attributes are strings. An item without an index's keys does not stand in that index (sparse).
 */
export const tableDefinition = {
  name: 'dondoc',
  partitionKey: 'pk',
  sortKey: 'sk',
  indexes: {
    byAgency: {
      name: 'by-agency',
      partitionKey: 'agencyPartition',
      sortKey: 'agencySort',
      projects: ['summary', 'failedSweeps'],
    },
    byReceived: {
      name: 'by-received',
      partitionKey: 'receivedPartition',
      sortKey: 'receivedSort',
      projects: ['summary'],
    },
    byNextStep: {
      name: 'by-next-step',
      partitionKey: 'stepPartition',
      sortKey: 'stepSort',
      projects: ['timerVersion', 'timer', 'failedSweeps'],
    },
    byPending: {
      name: 'by-pending',
      partitionKey: 'pendingPartition',
      sortKey: 'pendingSort',
      projects: ['agencyPartition'],
    },
  },
} as const satisfies TableDefinition
