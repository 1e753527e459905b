import { accountabilityOperations } from './accountability.ts'
import { caseOperations } from './cases.ts'
import type { Operation } from './operation.ts'
import { feedOperations } from './feeds.ts'
import { open311Operations } from './open311.ts'
import { otherOperations } from './others.ts'
import { peopleOperations } from './people.ts'
import { reportOperations } from './reports.ts'

/** Every route there is. To add one: a row in its file, the route in `infra`, the handler. A test compares them. */
export const operations: readonly Operation[] = [
  ...caseOperations,
  ...peopleOperations,
  ...reportOperations,
  ...otherOperations,
  ...open311Operations,
  ...accountabilityOperations,
  ...feedOperations,
]
