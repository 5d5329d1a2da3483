import type { Reading, Writing } from '#kernel/slice.ts'
import { from } from './current.ts'

/** Who answers this customer: their own owner, else their account's; null when neither is with us any more. */
export async function ownerOf(ctx: Reading | Writing, customerId: string): Promise<string | null> {
  const found = await from(ctx)
    .selectFrom('customer')
    .leftJoin('account', 'account.id', 'customer.accountId')
    .leftJoin('member as own', join => join.onRef('own.id', '=', 'customer.ownerId').on('own.endedAt', 'is', null))
    .leftJoin('member as theirs', join => join.onRef('theirs.id', '=', 'account.ownerId').on('theirs.endedAt', 'is', null))
    .select(({ fn }) => fn.coalesce('own.id', 'theirs.id').as('id'))
    .where('customer.id', '=', customerId)
    .executeTakeFirst()
  return found?.id ?? null
}
