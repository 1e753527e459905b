import type { Instant } from '../domain/instant.ts'

/** SES's own word that it took a mail: the id that it gave it, and when. */
export interface SendEvent {
  sesId: string
  at: Instant
}

/** What SES has told of the mails. Its events come a little late, and at least once. */
export interface DeliveryStore {
  /** Of the mail with this id of ours, as `mailIdOf` makes it. Undefined: SES has not said so, or not yet. */
  sendEventOf(mailId: string): Promise<SendEvent | undefined>
}

/** The double: knows what it is told. */
export function inMemoryDeliveryStore(): DeliveryStore & { tellSent(mailId: string, event: SendEvent): void } {
  const sent = new Map<string, SendEvent>()
  return {
    sendEventOf: async (mailId) => structuredClone(sent.get(mailId)),
    tellSent: (mailId, event) => void sent.set(mailId, event),
  }
}
