import type { Stores } from '../stores.ts'
import { apiKeySuite } from './api-keys.ts'
import { callerSuite } from './callers.ts'
import { accountabilitySuite } from './accountability.ts'
import { duplicateSuite } from './duplicates.ts'
import { controlTotalSuite } from './control-totals.ts'
import { caseSuite } from './cases.ts'
import { deliverySuite } from './deliveries.ts'
import { importSuite } from './imports.ts'
import { directiveSuite } from './directives.ts'
import { incidentSuite } from './incidents.ts'
import { nextStepSuite } from './next-steps.ts'
import { mailSuite } from './mails.ts'
import { pendingSuite } from './pending.ts'
import { personSuite } from './people.ts'
import { registrySuite } from './registry.ts'
import { reportSuite } from './reports.ts'

/** What every implementation of the ports must do; `fresh` gives empty ones. */
export function storeSuites(fresh: () => Promise<Stores>): void {
  caseSuite(async () => (await fresh()).cases)
  pendingSuite(async () => (await fresh()).cases)
  nextStepSuite(async () => (await fresh()).cases)
  personSuite(async () => (await fresh()).people)
  registrySuite(async () => (await fresh()).registry)
  mailSuite(async () => (await fresh()).mails)
  reportSuite(async () => (await fresh()).reports)
  deliverySuite(async () => (await fresh()).deliveries)
  importSuite(async () => (await fresh()).imports)
  directiveSuite(async () => (await fresh()).directives)
  controlTotalSuite(async () => (await fresh()).controlTotals)
  duplicateSuite(async () => (await fresh()).duplicates)
  apiKeySuite(async () => (await fresh()).apiKeys)
  callerSuite(async () => (await fresh()).callers)
  accountabilitySuite(fresh)
  incidentSuite(async () => (await fresh()).incidents)
}
