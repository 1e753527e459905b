import { reportRecipient } from '../store/fingerprint.ts'
import { deliver, type Letter } from './deliver.ts'
import type { MailDeps } from './deps.ts'

/**
 * The same mail to several mailboxes that are no agency's contact, each once in its window, whatever is repeated.
 * @returns how many mails this call sent
 */
export async function mailToAll(
  deps: MailDeps,
  addresses: readonly string[],
  { window, mail }: { window: string; mail: Letter['mail'] },
): Promise<number> {
  let sent = 0
  for (const address of addresses) {
    const name = { recipient: reportRecipient(address), window }
    const delivery = await deliver(deps, name, async () => ({ address, notices: [], mail }))
    if (delivery?.mail.status === 'accepted') await deps.mails.finish(delivery.mail, deps.now())
    sent += Number(delivery?.fresh ?? false)
  }
  return sent
}
