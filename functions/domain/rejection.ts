import type { Role } from './access.ts'
import type { Instant, LocalDate } from './instant.ts'
import type { CommandType } from './permitted.ts'
import type { RegistryKind } from './registry.ts'
import type { Status } from './status.ts'

/** Why a command was not carried out; words are in `functions/text`. Nothing was written. */
export type Rejection =
  | { code: 'notFound' }
  | { code: 'movedOn'; version: number }
  | { code: 'handedOver' }
  | { code: 'notAllowed'; status: Status; command: CommandType; allowed: readonly CommandType[] }
  | { code: 'notForRole'; role: Role; status: Status; command: CommandType; allowed: readonly CommandType[] }
  | { code: 'wrongStatus'; status: Status; wanted: string; allowed: readonly string[] }
  | { code: 'unknownRequest'; request: string; known: readonly string[] }
  | { code: 'unknownRecipient'; recipient: string; known: readonly string[] }
  | { code: 'unknownEntry'; entry: number; known: readonly number[] }
  | { code: 'unknownAgency'; field: string; agency: string }
  | { code: 'inFuture'; field: string; value: Instant; now: Instant }
  | { code: 'notLater'; field: string; value: Instant; than: Instant }
  | { code: 'heldByDocument'; status: Status; documents: readonly string[] }
  | { code: 'postponedTooOften'; rule: string; command: CommandType; times: number }
  | { code: 'postponedTooFar'; rule: string; value: Instant; latest: Instant }
  | { code: 'noCommitments'; rule: string | undefined; value: Instant }
  | { code: 'committedBefore'; value: Instant; by: Instant }
  | { code: 'commitmentTooFar'; rule: string; value: Instant; latest: Instant }
  | { code: 'unknownCalendar'; calendar: string; on: LocalDate }
  | { code: 'unknownValue'; kind: RegistryKind; value: string }
  | { code: 'noOriginal'; value: string; why: 'unknown' | 'itself' | 'duplicate' | 'later' }
