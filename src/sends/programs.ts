import { sql } from 'kysely'
import type { z } from 'zod'
import { findOrAddCustomer } from '#customers/index.ts'
import { addressOf } from '#directory/index.ts'
import { notFound, wrong } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import { linkAddress, makeLink, tokenOf } from '#surveys/index.ts'
import type * as api from './api.ts'
import { askPerson } from './ask-person.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>
const MINUTE = 60_000

/** By id, or by an address, which makes the customer where nobody has it. */
export async function ask(ctx: Writing, { customerId, email, name, delayMinutes, occasion, ...rest }: In<typeof api.ask>) {
  const id = customerId ?? (email ? await findOrAddCustomer(ctx, { source: 'sabai', email, name }) : null)
  if (!id) throw wrong('customerId', 'required')
  const dueAt = delayMinutes > 0 ? new Date(ctx.now.getTime() + delayMinutes * MINUTE) : null
  const { participantId, state, excludedBy, freeAt, url } = await askPerson(ctx, {
    ...rest,
    customerId: id,
    via: 'api',
    dueAt,
    ...(occasion !== undefined && { occasion }),
  })
  return { participantId, state, excludedBy, freeAt, url: rest.channel === 'link' ? url : null }
}

/** One link for an article in a language, however often it is asked for: the article's id comes along with every answer. */
export async function articleLink(ctx: Writing, { surveyId, article, language }: In<typeof api.articleLink>) {
  // The survey's row is the lock: two pages of one article that ask at once get the same link.
  await ctx.tx
    .selectFrom('survey')
    .select('id')
    .where('id', '=', surveyId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow(() => notFound('survey'))
  const known = await ctx.tx
    .selectFrom('surveyLink')
    .select('id')
    .where('surveyId', '=', surveyId)
    .where('channel', '=', 'article')
    .where('customerId', 'is', null)
    .where('closedAt', 'is', null)
    .where(sql<boolean>`properties ->> 'article' = ${article}`)
    .where(sql<boolean>`language is not distinct from ${language ?? null}`)
    .executeTakeFirst()
  const linkId =
    known?.id ?? (await makeLink(ctx, { surveyId, channel: 'article', name: article, language: language ?? null, properties: { article } }))
  const token = tokenOf(ctx.site, linkId)
  const address = await addressOf(ctx)
  return { linkId, token, url: address ? linkAddress(address, token) : null }
}
