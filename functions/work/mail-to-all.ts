import { reportRecipient } from '../store/fingerprint.ts'
import { deliver, type Letter } from './deliver.ts'
import type { MailDeps } from './deps.ts'

/**
 * The same mail to several mailboxes that are no agency's contact, each once in its window, whatever is repeated. One
 * that cannot be sent keeps nobody else from getting his.
 * @returns how many mails this call sent
 * @throws MailUnderWayError, MailError: the first of them, once all have had their turn
 */
export async function mailToAll(
  deps: MailDeps,
  addresses: readonly string[],
  { window, mail }: { window: string; mail: Letter['mail'] },
): Promise<number> {
  const failures: unknown[] = []
  let sent = 0
  for (const address of addresses) {
    const name = { recipient: reportRecipient(address), window }
    try {
      const delivery = await deliver(deps, name, async () => ({ address, notices: [], mail }))
      if (delivery?.mail.status === 'accepted') await deps.mails.finish(delivery.mail, deps.now())
      sent += Number(delivery?.fresh ?? false)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return sent
}
