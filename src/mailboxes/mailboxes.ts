import { sql } from 'kysely'
import type { z } from 'zod'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound, wrong } from '#kernel/problem.ts'
import type { Db, Gathering, Reading, Site, Tx, Writing } from '#kernel/slice.ts'
import type * as api from './api.ts'
import { type Mailbox, mailboxChanged } from './api.ts'
import { mayLeaveAs } from './leaving.ts'
import { ownServerOf } from './own-server.ts'
import { keepTeams, teamsOf } from './teams.ts'
import { tried } from './trying.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

const rows = (db: Db | Tx) =>
  (db as Tx)
    .selectFrom('mailbox')
    .select(['id', 'name', 'address', 'host', 'port', 'secure', 'username', 'answers', 'pausedAt', 'archivedAt', 'createdAt'])
    .select(['otherAddresses', 'usual', 'acknowledge', 'trustedServer', 'seenServer'])
    .select(['smtpHost', 'smtpPort', 'smtpSecure', 'smtpUsername', 'sendProblem', 'sendProblemSaid'])
    .select(['readAt', 'problem', 'problemSaid', 'problemAt'])

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

const shown = (site: Pick<Site, 'mailDomains'>, teams: Map<string, Mailbox['teams']>, { createdAt: _, ...row }: Row): Mailbox => ({
  ...row,
  answers: row.answers as Mailbox['answers'],
  problem: row.problem as Mailbox['problem'],
  sendProblem: row.sendProblem as Mailbox['sendProblem'],
  ownServer: row.smtpHost !== null,
  leavesFromIt: mayLeaveAs(site, row, row.address),
  teams: teams.get(row.id) ?? [],
})

export async function listMailboxes({ db, site }: Reading, { archived = false, cursor, limit }: In<typeof api.listMailboxes>) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const found = await rows(db)
    .where('archivedAt', archived ? 'is not' : 'is', null)
    .$if(after !== null, query => query.where(sql<boolean>`(created_at, id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(found, limit, row => [row.createdAt, row.id])
  const teams = await teamsOf(
    db,
    items.map(row => row.id),
  )
  return { items: items.map(row => shown(site, teams, row)), next }
}

/** @throws Problem 400 when another mailbox has one of these addresses */
async function mustBeFree(tx: Tx, addresses: readonly string[], id: string | null) {
  for (const [at, address] of addresses.entries()) {
    const other = await tx
      .selectFrom('mailbox')
      .select('id')
      .where(sql<boolean>`(lower(address) = ${address.toLowerCase()} or ${address.toLowerCase()} = any(other_addresses))`)
      .where('archivedAt', 'is', null)
      .$if(id !== null, query => query.where('id', '<>', id!))
      .executeTakeFirst()
    if (other) throw wrong(at === 0 ? 'address' : 'otherAddresses', 'already-exists')
  }
}

/** Only one can be. */
const theUsualOne = ({ tx }: Writing) => tx.updateTable('mailbox').set({ usual: false }).where('usual', '=', true).execute()

const lower = (addresses: readonly string[]) => addresses.map(address => address.toLowerCase())

export async function addMailbox(ctx: Writing, { password, teamIds, otherAddresses, ...rest }: In<typeof api.addMailbox>) {
  const { ownServer: _, smtpPort: _p, smtpSecure: _s, smtpHost: _h, smtpUsername: _u, smtpPassword: _w, ...input } = rest
  await mustBeFree(ctx.tx, [input.address, ...otherAddresses], null)
  if (input.usual) await theUsualOne(ctx)
  const id = newId()
  await ctx.tx
    .insertInto('mailbox')
    .values({
      ...{ ...input, ...ownServerOf(ctx, null, rest), otherAddresses: lower(otherAddresses) },
      ...{ id, password: ctx.site.seal(password), createdAt: ctx.now, changedAt: ctx.now },
    })
    .execute()
  await keepTeams(ctx, id, teamIds)
  await ctx.announce(mailboxChanged, { mailboxId: id, fields: ['added'] }, { subjectId: id, detail: { address: input.address } })
  return one(ctx, id)
}

/** A kept password goes only where it was given for: another server or another user needs it anew. */
export async function changeMailbox(ctx: Writing, { id, password, paused, archived, teamIds, ...rest }: In<typeof api.changeMailbox>) {
  const { ownServer, smtpPort: _p, smtpSecure: _s, smtpHost: _h, smtpUsername: _u, smtpPassword, otherAddresses, ...change } = rest
  const before = await ctx.tx.selectFrom('mailbox').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!before) throw notFound('mailbox')
  const moved = (['host', 'port', 'secure', 'username'] as const).some(key => change[key] !== undefined && change[key] !== before[key])
  if (moved && password === undefined) throw wrong('password', 'required')
  const others = otherAddresses ?? before.otherAddresses
  if (archived !== true) await mustBeFree(ctx.tx, [change.address ?? before.address, ...others], id)
  if (change.usual) await theUsualOne(ctx)
  const elsewhere = change.host !== undefined && (change.host !== before.host || (change.username ?? before.username) !== before.username)
  await ctx.tx
    .updateTable('mailbox')
    .set({
      ...change,
      ...(ownServer !== undefined && ownServerOf(ctx, before, { ...rest, ownServer })),
      otherAddresses: lower(others),
      ...{ changedAt: ctx.now, problem: null, problemSaid: null, sendProblem: null, sendProblemSaid: null },
      ...(password !== undefined && { password: ctx.site.seal(password) }),
      ...(paused !== undefined && { pausedAt: paused ? ctx.now : null }),
      ...(archived !== undefined && { archivedAt: archived ? ctx.now : null, ...(archived && { usual: false }) }),
      ...(elsewhere && { validity: null, uid: null }),
    })
    .where('id', '=', id)
    .execute()
  if (teamIds) await keepTeams(ctx, id, teamIds)
  const said = { ...change, otherAddresses, ownServer, smtpPassword, password, paused, archived, teamIds }
  const fields = Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  await ctx.announce(mailboxChanged, { mailboxId: id, fields }, { subjectId: id, detail: change })
  return one(ctx, id)
}

async function one({ tx, site }: Writing, id: string) {
  return shown(site, await teamsOf(tx, [id]), await rows(tx).where('id', '=', id).executeTakeFirstOrThrow())
}

export async function tryMailboxAgain(ctx: Gathering, { id }: { id: string }) {
  const kept = await ctx.read(({ db }) => db.selectFrom('mailbox').selectAll().where('id', '=', id).executeTakeFirst())
  if (!kept) throw notFound('mailbox')
  const { smtpHost: host, smtpPort: port, smtpUsername: username, smtpPassword: sealed } = kept
  const server = host && port && username && sealed && { host, port, username, secure: kept.smtpSecure, password: ctx.site.unseal(sealed) }
  return {
    ...(await tried(ctx.site, { ...kept, password: ctx.site.unseal(kept.password) })),
    sending: server ? await tried(ctx.site, server, 'smtp') : null,
  }
}
