import type { Writing } from '#kernel/slice.ts'
import { addressesOf } from './leaving.ts'

/** Every address that is a mailbox of ours, in lower case. */
export const ownAddresses = async ({ tx }: Pick<Writing, 'tx'>): Promise<Set<string>> =>
  new Set(
    (await tx.selectFrom('mailbox').select(['address', 'otherAddresses']).where('archivedAt', 'is', null).execute()).flatMap(addressesOf),
  )

/** What taking in a letter needs to know of the mailbox that brought it. */
export async function arrivedIn({ tx }: Pick<Writing, 'tx'>, mailboxId: string | null) {
  const box = mailboxId
    ? await tx
        .selectFrom('mailbox')
        .select(['id', 'address', 'otherAddresses', 'acknowledge', 'trustedServer', 'seenServer'])
        .where('id', '=', mailboxId)
        .executeTakeFirst()
    : null
  return box ? { ...box, addresses: addressesOf(box) } : null
}

/** Which server says who a sender is: an administrator is shown its name, so that they need not look for it in a mail. */
export const sawServer = async ({ tx }: Pick<Writing, 'tx'>, mailboxId: string, seenServer: string): Promise<void> =>
  void (await tx.updateTable('mailbox').set({ seenServer }).where('id', '=', mailboxId).execute())
