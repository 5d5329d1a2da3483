import type { z } from 'zod'
import type { EventType } from '#kernel/event.ts'
import { notFound } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import * as api from './api.ts'

type One = { id: string }
type Events = { archived: EventType<z.ZodType>; restored: EventType<z.ZodType> }

const events: Record<'account' | 'customer', Events> = {
  account: { archived: api.accountArchived, restored: api.accountRestored },
  customer: { archived: api.customerArchived, restored: api.customerRestored },
}

/** Out of sight, not gone: `restore` brings it back as it was. Twice is once. */
export const archive = (ctx: Writing, kind: 'account' | 'customer', one: One) => set(ctx, kind, one, true)
export const restore = (ctx: Writing, kind: 'account' | 'customer', one: One) => set(ctx, kind, one, false)

async function set(ctx: Writing, kind: 'account' | 'customer', { id }: One, archived: boolean): Promise<One> {
  const before = await ctx.tx
    .selectFrom(kind)
    .select(['archivedAt', 'name'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound(kind))
  if ((before.archivedAt !== null) === archived) return { id }
  await ctx.tx
    .updateTable(kind)
    .set({ archivedAt: archived ? ctx.now : null })
    .where('id', '=', id)
    .execute()
  await ctx.announce(
    archived ? events[kind].archived : events[kind].restored,
    { [`${kind}Id`]: id },
    {
      subjectId: id,
      customerId: kind === 'customer' ? id : null,
      detail: { name: before.name },
    },
  )
  return { id }
}
