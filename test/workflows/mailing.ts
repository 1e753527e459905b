import { sendDigestInput, settleDigestsInput } from '../../workflows/contract.ts'
import { Failing, type Functions } from '../local/asl-run.ts'

// The clock begins at 08:00 on Friday 29/10/2021.
export const window = { contract: 1, kind: 'immediate', sendAt: '2021-10-29T01:05:00.000Z' } as const

/** A run for these recipients; mail to whoever is in `failing` fails so many times. */
export function mailing(recipients: readonly string[], failing: Record<string, number> = {}): Functions {
  const failures = { ...failing }
  return {
    planDigests: () => ({ ...window, recipients }),
    sendDigest: (input) => {
      const { recipient } = recipientOf(input)
      failures[recipient] = (failures[recipient] ?? 0) - 1
      if (failures[recipient] >= 0) throw new Failing('MailUnavailableError')
      return { recipient, outcome: 'sent' }
    },
    settleDigests: (input) => {
      const outcomes = outcomesOf(input)
      const untold = outcomes.filter(({ outcome }) => outcome !== 'sent').map(({ recipient }) => recipient)
      const sent = outcomes.length - untold.length
      const left = outcomes.some(({ outcome }) => outcome === 'failed') ? untold : []
      return { ...window, mails: sent, told: sent, failed: untold.length, left }
    },
  }
}

export const recipientOf = (input: unknown) => sendDigestInput.parse(input)
export const outcomesOf = (input: unknown) => settleDigestsInput.parse(input).outcomes
