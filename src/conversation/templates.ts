import { sql } from 'kysely'
import type { z } from 'zod'
import { mustSeeCase, replyLanguage } from '#inbox/index.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { notFound, wrong } from '#kernel/problem.ts'
import type { Language, Reading, Writing } from '#kernel/slice.ts'
import { languages } from '#kernel/words.ts'
import type * as api from './api.ts'
import { type Template, templateChanged } from './api.ts'
import { fillPlaces, type Places, unknownPlaces } from './placeholders.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>
type Texts = Template['texts']

const shown = <Row extends { texts: unknown }>(row: Row) => ({ ...row, texts: row.texts as Texts })

export async function listTemplates({ db }: Reading, { archived = false, q = '', cursor, limit }: In<typeof api.listTemplates>) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await db
    .selectFrom('replyTemplate')
    .select(['id', 'name', 'texts', 'archivedAt'])
    .where('archivedAt', archived ? 'is not' : 'is', null)
    .$if(q !== '', query => query.where(sql<boolean>`position(lower(${q}) in lower(name)) > 0`))
    .$if(after !== null, query => query.where(sql<boolean>`(name, id) > (${after![0]}, ${after![1]}::uuid)`))
    .orderBy('name')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.name, row.id])
  return { items: items.map(shown), next }
}

/** Any language may be missing, not all; a place that nothing is known by is refused here, not when somebody is in a hurry. */
export async function saveTemplate(ctx: Writing, { id, name, texts }: In<typeof api.saveTemplate>) {
  const kept = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')) as Texts
  if (Object.keys(kept).length === 0) throw wrong(`texts.${ctx.who.language}`, 'required')
  for (const [language, text] of Object.entries(kept)) {
    const [unknown] = unknownPlaces(text)
    if (unknown !== undefined) throw wrong(`texts.${language}`, 'unknown-place', { name: unknown || '{{}}' })
  }
  const row = { name, texts: JSON.stringify(kept), changedAt: ctx.now, byMember: ctx.who.memberId }
  await ctx.tx
    .insertInto('replyTemplate')
    .values({ id, ...row })
    .onConflict(on => on.columns(['workspaceId', 'id']).doUpdateSet(row))
    .execute()
  await ctx.announce(templateChanged, { templateId: id, fields: ['name', 'texts'] }, { subjectId: id, detail: { name } })
  return { id, name, texts: kept, archivedAt: null }
}

export async function archiveTemplate(ctx: Writing, { id, archived }: In<typeof api.archiveTemplate>) {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('replyTemplate')
    .set({ archivedAt: archived ? ctx.now : null, changedAt: ctx.now })
    .where('id', '=', id)
    .executeTakeFirst()
  if (Number(numUpdatedRows) === 0) throw notFound('template')
  await ctx.announce(templateChanged, { templateId: id, fields: ['archivedAt'] }, { subjectId: id })
  return {}
}

/** In the language in which this customer is written to; where it has none, in the workspace's, then English, then whichever there is. */
export async function fillTemplate(ctx: Reading, { id, templateId }: In<typeof api.fillTemplate>) {
  await mustSeeCase(ctx, id)
  const template = await ctx.db.selectFrom('replyTemplate').select('texts').where('id', '=', templateId).executeTakeFirst()
  if (!template) throw notFound('template')
  const texts = template.texts as unknown as Texts
  const { theirs, said, ...places } = await placesOf(ctx, id)
  const wanted = replyLanguage(theirs, said, ctx.workspace.language)
  const language = [wanted, ctx.workspace.language, 'en' as const, ...languages].find(one => texts[one]) ?? ('en' as Language)
  return { text: fillPlaces(texts[language] ?? '', places), language }
}

async function placesOf({ db, who, workspace }: Reading, caseId: string): Promise<Places & { theirs: string[]; said: string }> {
  const row = await db
    .selectFrom('customerCase')
    .leftJoin('customer', 'customer.id', 'customerCase.customerId')
    .leftJoin('account', 'account.id', 'customerCase.accountId')
    .leftJoin('topic', 'topic.id', 'customerCase.topicId')
    .select([
      'customerCase.number',
      'customerCase.author',
      'customerCase.language',
      'customer.name',
      'customer.callAs',
      'customer.languages',
    ])
    .select(['account.name as account', 'topic.name as topic'])
    .where('customerCase.id', '=', caseId)
    .executeTakeFirstOrThrow(() => notFound('case'))
  const me = who.memberId ? await db.selectFrom('member').select('name').where('id', '=', who.memberId).executeTakeFirst() : null
  return {
    customer: row.callAs ?? row.name ?? row.author ?? '',
    account: row.account ?? '',
    topic: row.topic ?? '',
    case: `#${row.number}`,
    me: me?.name ?? '',
    company: workspace.name,
    theirs: row.languages ?? [],
    said: row.language,
  }
}
