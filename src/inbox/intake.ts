import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { newId } from '#kernel/id.ts'
import { wrong } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import type * as api from './api.ts'
import { mustExist } from './changing.ts'
import { receiveFeedback, type Said } from './receive.ts'
import { scaleFor } from './scale-for.ts'

type New = z.output<typeof api.NewFeedback>

/** Feedback from a program or a person. Each source's rows go in together, in one transaction. */
export async function addFeedback(ctx: Writing, { items }: { items: New[] }) {
  const ids = new Array<string | null>(items.length).fill(null)
  for (const [source, group] of Map.groupBy([...items.entries()], ([, item]) => item.source)) {
    const rows: Said[] = []
    for (const [at, item] of group) rows.push(await rowOf(ctx, item, `items.${at}`))
    const received = await receiveFeedback(ctx, rows, { source })
    for (const [nth, [at]] of group.entries()) ids[at] = received.ids[nth]!
  }
  const added = ids.filter(id => id !== null)
  return { added: added.length, unchanged: items.length - added.length, ids: added }
}

async function rowOf(ctx: Writing, item: New, field: string): Promise<Said> {
  if (item.text === '' && item.score === undefined) throw wrong(`${field}.text`, 'required')
  if (item.saidAt && item.saidAt.getTime() > ctx.now.getTime() + 300_000) throw wrong(`${field}.saidAt`, 'in-the-future')
  await mustExist(ctx, 'customer', item.customerId)
  await mustExist(ctx, 'topic', item.topicId)
  // Without an id of its own it cannot be recognised again: each is a new one (an Idempotency-Key guards a repeated request).
  const rowKey = createHash('sha1')
    .update(item.externalId ?? newId())
    .digest()
  const { text, score, author, channel, customerId, topicId, saidAt } = item
  return {
    rowKey,
    text,
    score,
    scale: scaleFor(item, field),
    author: author || undefined,
    channel: channel || undefined,
    customerId,
    topicId,
    saidAt,
  }
}
