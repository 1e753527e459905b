import { hash } from 'node:crypto'

/** Tells a mailbox from others where its address must not stand: in keys, lists and logs. */
export const fingerprint = (email: string): string => hash('sha256', email.trim().toLowerCase()).slice(0, 16)

/** Those who get the report are no contacts of an agency; this code names them as a recipient all the same. */
export const reportRecipient = (email: string): string => `${REPORT_RECIPIENT}${fingerprint(email)}`
export const REPORT_RECIPIENT = 'report:'
