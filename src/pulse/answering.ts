import { sql } from 'kysely'
import { z } from 'zod'
import { store } from '#core/text/normalise.ts'
import type { Visit } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import type { Working, Writing } from '#kernel/slice.ts'
import { pulseItems } from './api.ts'
import { hashOf } from './tokens.ts'

const point = z.coerce.number().int().min(1).max(5)
/** Every question is answered: with one left out by some, what is shown could be taken from what is shown until few are left. */
export const Typed = z.object({
  enps: z
    .string()
    .regex(/^(10|\d)$/)
    .transform(Number),
  items: z.array(point).length(pulseItems.length),
  words: z.string().max(4_000).default(''),
})
export type Typed = z.output<typeof Typed>

export type Place = { desk: Working; tokenHash: Buffer; waveId: string; used: boolean }

/** @throws Problem 404 for a token that is unknown, or of a closed wave */
export async function placeOf({ find, inside }: Visit, token: string): Promise<Place> {
  const tokenHash = hashOf(token)
  const found = await find(db => db.selectFrom('pulseToken').select('workspaceId').where('tokenHash', '=', tokenHash).executeTakeFirst())
  if (!found) throw new Problem('pulse.not-found', 404)
  const desk = await inside(found.workspaceId)
  const row = await desk.read(({ db }) =>
    db.selectFrom('pulseToken').select(['waveId', 'used']).where('tokenHash', '=', tokenHash).executeTakeFirst(),
  )
  if (!row) throw new Problem('pulse.not-found', 404)
  return { desk, tokenHash, ...row }
}

/**
 * The token is used in one transaction, the answer is written in another, and neither knows of the other. Both write all rows of the wave anew and
 * in random order, so that no transaction number, no place and no id says which came last.
 * @throws Problem 409 when the token was used
 */
export async function answer({ desk, tokenHash, waveId }: Place, typed: Typed): Promise<void> {
  const teamId = await desk.write(ctx => mark(ctx, { tokenHash, waveId, used: true }))
  try {
    await desk.write(ctx => keep(ctx, waveId, teamId, typed))
  } catch (error) {
    await desk.write(ctx => mark(ctx, { tokenHash, waveId, used: false }))
    throw error
  }
}

type Marked = { tokenHash: Buffer; waveId: string; used: boolean }

async function mark(ctx: Writing, { tokenHash, waveId, used }: Marked): Promise<string | null> {
  await stillOpen(ctx, waveId)
  const token = await ctx.tx.selectFrom('pulseToken').select(['teamId', 'used']).where('tokenHash', '=', tokenHash).executeTakeFirst()
  if (!token) throw new Problem('pulse.not-found', 404)
  if (token.used === used) throw new Problem('pulse.answered', 409)
  await sql`
    with gone as (delete from pulse_token where workspace_id = ${ctx.workspace.id} and wave_id = ${waveId} returning *)
    insert into pulse_token (workspace_id, token_hash, wave_id, team_id, used)
    select workspace_id, token_hash, wave_id, team_id, case when token_hash = ${tokenHash} then ${used} else used end from gone order by random()`.execute(
    ctx.tx,
  )
  return token.teamId
}

async function keep(ctx: Writing, waveId: string, teamId: string | null, { enps, items, words }: Typed): Promise<void> {
  await stillOpen(ctx, waveId)
  await sql`
    with gone as (delete from pulse_answer where workspace_id = ${ctx.workspace.id} and wave_id = ${waveId} returning team_id, enps, items),
    every as (select * from gone union all select ${teamId}::uuid, ${enps}::smallint, ${items}::smallint[])
    insert into pulse_answer (wave_id, team_id, enps, items) select ${waveId}, team_id, enps, items from every order by random()`.execute(
    ctx.tx,
  )
  const said = store(words).trim()
  // Also without words the comments are written anew: else their transaction would tell whose answer came with one.
  await sql`
    with gone as (delete from pulse_comment where workspace_id = ${ctx.workspace.id} and wave_id = ${waveId} returning words),
    every as (select * from gone union all select ${said}::text where ${said}::text <> '')
    insert into pulse_comment (wave_id, words) select ${waveId}, words from every order by random()`.execute(ctx.tx)
}

/** One after the other. @throws Problem 409 */
async function stillOpen({ tx }: Writing, waveId: string): Promise<void> {
  const wave = await tx.selectFrom('pulseWave').select('closedAt').where('id', '=', waveId).forUpdate().executeTakeFirst()
  if (!wave || wave.closedAt) throw new Problem('pulse.closed', 409)
}
