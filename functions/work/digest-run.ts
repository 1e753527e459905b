import { localDateOf, localTimeOf, type Instant } from '../domain/instant.ts'

/** One window of mail: the morning's, with all that waits, or a minute's, with what is immediate. */
export interface DigestRun {
  kind: 'daily' | 'immediate'
  /** The schedule's own time; of immediate mail, the end of a minute in the sending hours. */
  sendAt: Instant
}

/** `2021-10-18T07:30`, Vietnam time, or `2021-10-18T09:15-immediate`: whoever comes a second time finds it taken. */
export const windowOf = ({ kind, sendAt }: DigestRun): string =>
  `${localDateOf(sendAt)}T${localTimeOf(sendAt)}${kind === 'immediate' ? '-immediate' : ''}`

/** `immediate-20211018T0915`, as Step Functions lets executions be named: one a minute, however often it is started. */
export const executionName = ({ kind, sendAt }: DigestRun): string =>
  `${kind}-${localDateOf(sendAt)}T${localTimeOf(sendAt)}`.replaceAll(/(?<=\d)[-:](?=\d)/g, '')
