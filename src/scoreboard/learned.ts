import type { z } from 'zod'
import { notify } from '#directory/index.ts'
import { cursorInstant, cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { Problem, wrong } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import * as api from './people-api.ts'
import { mustSee, subjectOf } from './subject.ts'

export async function list(ctx: Reading, { id, cursor, limit }: z.output<typeof api.listLearned.input>) {
  await subjectOf(ctx, { level: 'member', of: id })
  const after = cursor ? cursorValues(cursor, 2) : null
  const rows = await ctx.db
    .selectFrom('learned')
    .innerJoin('member as performer', 'performer.id', 'learned.fromId')
    .leftJoin('member as guest', 'guest.id', 'learned.guestId')
    .leftJoin('member as writer', 'writer.id', 'learned.writtenBy')
    .select(['learned.id', 'learned.kind', 'learned.onDay', 'learned.words', 'learned.writtenAt', 'learned.fromId', 'learned.guestId'])
    .select(['performer.name as fromName', 'guest.name as guestName', 'writer.name as by'])
    .where('learned.fromId', '=', id)
    .$if(after !== null, query => {
      const [at, last] = [cursorInstant(after![0]), String(after![1])]
      return query.where(eb =>
        eb.or([eb('learned.writtenAt', '<', at), eb.and([eb('learned.writtenAt', '=', at), eb('learned.id', '<', last)])]),
      )
    })
    .orderBy('learned.writtenAt', 'desc')
    .orderBy('learned.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.writtenAt, row.id])
  return { items: items.map(shown), next }
}

type Row = {
  id: string
  kind: string
  fromId: string
  fromName: string
  guestId: string | null
  guestName: string | null
  onDay: string | null
  words: string
  by: string | null
  writtenAt: Date
}

const shown = ({ id, kind, fromId, fromName, guestId, guestName, onDay, words, by, writtenAt }: Row) => ({
  id,
  kind: kind as 'talk',
  from: { id: fromId, name: fromName },
  guest: guestId === null ? null : { id: guestId, name: guestName ?? '' },
  on: onDay,
  words,
  by,
  at: writtenAt,
})

export async function talk(ctx: Writing, { id, words }: z.output<typeof api.writeTalk.input>) {
  await mustSee(ctx, id)
  return { id: await keep(ctx, { kind: 'talk', fromId: id, words }) }
}

/** @throws Problem when the guest is nobody, or the performer themselves */
export async function invite(ctx: Writing, { id, guestId, on, words }: z.output<typeof api.inviteToShadow.input>) {
  const performer = await mustSee(ctx, id)
  if (guestId === id) throw wrong('guestId', 'learned.oneself')
  const guest = await ctx.tx.selectFrom('member').select('name').where('id', '=', guestId).where('endedAt', 'is', null).executeTakeFirst()
  if (!guest) throw new Problem('member.not-found', 404)
  const learnedId = await keep(ctx, { kind: 'shadowing', fromId: id, guestId, onDay: on, words })
  await notify(ctx, id, { type: 'shadowing.visited', facts: { name: guest.name, day: on }, onceKey: `shadowing ${learnedId}` })
  await notify(ctx, guestId, { type: 'shadowing.invited', facts: { name: performer.name, day: on }, onceKey: `shadowing ${learnedId}` })
  return { id: learnedId }
}

type Kept = { kind: 'talk' | 'shadowing'; fromId: string; guestId?: string; onDay?: string; words: string }

async function keep(ctx: Writing, kept: Kept): Promise<string> {
  const id = newId()
  await ctx.tx
    .insertInto('learned')
    .values({ id, ...kept, writtenBy: ctx.who.memberId, writtenAt: ctx.now })
    .execute()
  await ctx.announce(api.learned, { learnedId: id, memberId: kept.fromId }, { subjectId: id })
  return id
}
