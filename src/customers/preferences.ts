import type { z } from 'zod'
import { newId } from '#kernel/id.ts'
import { notFound } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import { differences } from './accounts.ts'
import { mustExist } from './current.ts'
import { type addPreference, type changePreference, preferenceAdded, preferenceChanged } from './customer-api.ts'
import { store } from './spelling.ts'

/** Consent carries the moment it was given or refused at; not asked has none. */
const consentAt = (consent: string, now: Date) => (consent === 'not-asked' ? null : now)

export async function add(ctx: Writing, { id: customerId, text, source, consent }: z.output<typeof addPreference.input>): Promise<void> {
  const { tx, now, who } = ctx
  await mustExist(tx, 'customer', customerId)
  const id = newId()
  await tx
    .insertInto('preference')
    .values({
      id,
      customerId,
      text: store(text),
      source,
      consent,
      consentAt: consentAt(consent, now),
      byMember: who.memberId,
      createdAt: now,
    })
    .execute()
  await ctx.announce(
    preferenceAdded,
    { customerId, preferenceId: id },
    { subjectId: customerId, customerId, detail: { text: store(text), consent } },
  )
}

/** Corrects, asks consent, archives or brings back. */
export async function change(
  ctx: Writing,
  { id: customerId, preferenceId, archived, ...asked }: z.output<typeof changePreference.input>,
): Promise<void> {
  const { tx, now } = ctx
  const before = await tx
    .selectFrom('preference')
    .select(['text', 'source', 'consent', 'archivedAt'])
    .where('id', '=', preferenceId)
    .where('customerId', '=', customerId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound('preference'))
  const wanted = { ...asked, ...(asked.text !== undefined && { text: store(asked.text) }) }
  const { fields, now: set, before: old } = differences(before, wanted)
  const moved = archived !== undefined && archived !== (before.archivedAt !== null)
  if (fields.length === 0 && !moved) return
  await tx
    .updateTable('preference')
    .set({ ...set, ...(set.consent && { consentAt: consentAt(set.consent, now) }), ...(moved && { archivedAt: archived ? now : null }) })
    .where('id', '=', preferenceId)
    .execute()
  const detail = { before: old, now: set, text: set.text ?? before.text }
  await ctx.announce(
    preferenceChanged,
    { customerId, preferenceId, fields: [...fields, ...(moved ? [archived ? 'archived' : 'restored'] : [])] },
    { subjectId: customerId, customerId, detail },
  )
}
