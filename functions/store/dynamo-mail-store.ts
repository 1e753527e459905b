import * as z from 'zod'
import { getItem, putOnce, queryItems, type Condition, type Row, type Table } from './dynamo-table.ts'
import { mailKey, mailPartition, sortValue, UNFINISHED_MAILS, type Key } from './keys.ts'
import { abandoned, accepted, done, isUnfinished, mail, type Mail, type MailOf, type MailStore } from './mail-store.ts'
import { tableDefinition } from './table.ts'

const { byPending } = tableDefinition.indexes

export const dynamoMailStore = (table: Table): MailStore => ({
  claim: (letter) => putOnce(table, toItem(letter), ifFree(letter)),
  accept: (letter, sesId, at) => putOnce(table, toItem(accepted(letter, sesId, at)), ifClaimedBy(letter)),
  finish: (letter, at) => putOnce(table, toItem(done(letter, at)), ifAccepted),
  abandon: (letter, reason, at) => putOnce(table, toItem(abandoned(letter, reason, at)), ifClaimedBy(letter)),
  async *unfinished() {
    for await (const row of queryItems(table, { index: byPending, partition: UNFINISHED_MAILS })) {
      const found = await loadItem(table, itemKey.parse(row))
      if (found !== undefined && isUnfinished(found)) yield found
    }
  },
  load: (recipient, window) => loadItem(table, mailKey(recipient, window)),
  async since(recipient, window) {
    const found: Mail[] = []
    const query = { partition: mailPartition(recipient), where: '#sk >= :window', values: { ':window': window } }
    for await (const item of queryItems(table, query)) found.push(mailItem.parse(item).mail)
    return found
  },
  async *newestFirst(recipient) {
    const latest = { partition: mailPartition(recipient), descending: true, pageSize: LIKELY_ENOUGH }
    for await (const item of queryItems(table, latest)) yield mailItem.parse(item).mail
  },
})

/** Who asks for the newest is content with a few. */
const LIKELY_ENOUGH = 5

const itemKey = z.object({ pk: z.string(), sk: z.string() })
const mailItem = z.object({ mail })

function toItem(letter: Mail): Key & Row {
  const key = mailKey(letter.recipient, letter.window)
  if (!isUnfinished(letter)) return { ...key, mail: letter }
  const index = { [byPending.partitionKey]: UNFINISHED_MAILS, [byPending.sortKey]: sortValue(letter.claimedAt, key.pk) }
  return { ...key, ...index, mail: letter }
}

async function loadItem(table: Table, key: Key): Promise<Mail | undefined> {
  const item = await getItem(table, key)
  return item && mailItem.parse(item).mail
}

const ifFree = ({ claimedAt }: MailOf<'claimed'>): Condition => ({
  ConditionExpression:
    'attribute_not_exists(pk) OR mail.#status = :abandoned OR (mail.#status = :claimed AND mail.leaseUntil <= :now)',
  ExpressionAttributeNames: { '#status': 'status' },
  ExpressionAttributeValues: { ':abandoned': 'abandoned', ':claimed': 'claimed', ':now': claimedAt },
})

const ifClaimedBy = ({ claim }: MailOf<'claimed'>): Condition => ({
  ConditionExpression: 'mail.#status = :claimed AND mail.claim = :claim',
  ExpressionAttributeNames: { '#status': 'status' },
  ExpressionAttributeValues: { ':claimed': 'claimed', ':claim': claim },
})

const ifAccepted: Condition = {
  ConditionExpression: 'mail.#status = :accepted',
  ExpressionAttributeNames: { '#status': 'status' },
  ExpressionAttributeValues: { ':accepted': 'accepted' },
}
