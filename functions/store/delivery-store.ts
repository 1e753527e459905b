import type { DeliveryEvent } from '../domain/delivery.ts'
import type { Instant } from '../domain/instant.ts'

/** SES's own word that it took a mail: the id that it gave it, and when. */
export interface SendEvent {
  sesId: string
  at: Instant
}

/** What SES has told of the mails, by our own ids of them, as `mailIdOf` makes them. Its events come a little late. */
export interface DeliveryStore {
  /** Told twice, or in another order, it is the same. */
  record(mailId: string, event: DeliveryEvent): Promise<void>
  /** In the order in which they happened. */
  eventsOf(mailId: string): Promise<DeliveryEvent[]>
  /** Of the last copy, where it was sent twice. Undefined: SES has not said so, or not yet. */
  sendEventOf(mailId: string): Promise<SendEvent | undefined>
}

/** Whatever SES tells of a mail, it has taken it: the word of that itself may come later, or never. */
export function lastSending(events: readonly DeliveryEvent[]): SendEvent | undefined {
  const last = events.findLast(({ type }) => type === 'sent') ?? events[0]
  return last && { sesId: last.sesId, at: last.at }
}

/** The double. */
export function inMemoryDeliveryStore(): DeliveryStore {
  const told = new Map<string, Map<string, DeliveryEvent>>()
  const eventsOf = async (mailId: string) =>
    structuredClone([...(told.get(mailId)?.values() ?? [])]).toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  return {
    async record(mailId, event) {
      const own = told.get(mailId) ?? new Map<string, DeliveryEvent>()
      if (!own.has(orderOf(event))) own.set(orderOf(event), structuredClone(event))
      told.set(mailId, own)
    },
    eventsOf,
    sendEventOf: async (mailId) => lastSending(await eventsOf(mailId)),
  }
}

/** Names an event of a mail, and puts it in its place. */
export const orderOf = ({ at, type, sesId }: DeliveryEvent): string => `${at}#${type}#${sesId}`
