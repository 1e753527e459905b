import * as z from 'zod'
import { deliveryEvent, type DeliveryEvent } from '../domain/delivery.ts'
import { lastSending, orderOf, type DeliveryStore } from './delivery-store.ts'
import { ifAbsent, putItem, queryItems, type Table } from './dynamo-table.ts'
import { deliveryKey, deliveryPartition } from './keys.ts'

const deliveryItem = z.object({ event: deliveryEvent })

/** One item per event, put if absent: nothing is changed, so nothing can come too late. */
export function dynamoDeliveryStore(table: Table): DeliveryStore {
  const eventsOf = async (mailId: string): Promise<DeliveryEvent[]> => {
    const events: DeliveryEvent[] = []
    for await (const item of queryItems(table, { partition: deliveryPartition(mailId) }))
      events.push(deliveryItem.parse(item).event)
    return events
  }
  return {
    async record(mailId, event) {
      await putItem(table, { ...deliveryKey(mailId, orderOf(event)), event }, ifAbsent)
    },
    eventsOf,
    sendEventOf: async (mailId) => lastSending(await eventsOf(mailId)),
  }
}
