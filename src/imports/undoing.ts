import type { Kept } from '#kernel/importer.ts'
import type { Working } from '#kernel/slice.ts'
import { importEnded } from './api.ts'
import { importers } from './registry.ts'

const MOST_LISTED = 1_000

/** Takes back what an import added, some rows a transaction, until nothing more can go; what stays is listed. Its refused rows stay to be read. */
export async function takeBack(ctx: Working, id: string, state: 'cancelled' | 'undone' | 'failed', problem: string | null = null) {
  const { importer } = await ctx.read(({ db }) => db.selectFrom('import').select('importer').where('id', '=', id).executeTakeFirstOrThrow())
  const undo = (await importers()).get(importer)?.undo
  let total = 0
  let kept: Kept[] = []
  for (let more = undo !== undefined; more; ) {
    const step = await ctx.write(writing => undo!(writing, id))
    total += step.removed
    kept = step.kept
    more = step.removed > 0
  }
  await ctx.write(async ({ tx, now, announce }) => {
    const set = {
      state,
      problem,
      removed: total,
      kept: kept.length,
      keptList: JSON.stringify(kept.slice(0, MOST_LISTED)),
      stopAskedAt: null,
    }
    const times = state === 'undone' ? { undoneAt: now } : { endedAt: now }
    const counts = await tx
      .updateTable('import')
      .set({ ...set, ...times })
      .where('id', '=', id)
      .returning(['added', 'changed', 'refused'])
      .executeTakeFirstOrThrow()
    await announce(importEnded, { importId: id, importer, state, ...counts }, { subjectId: id })
  })
}

/** An undo begun by a person, as a job: a million rows take their time. */
export async function undo(ctx: Working, id: string) {
  const found = await ctx.read(({ db }) => db.selectFrom('import').select('state').where('id', '=', id).executeTakeFirst())
  if (found?.state === 'undoing') await takeBack(ctx, id, 'undone')
}

const STILL_MINUTES = 2

/** Asked to stop while nobody is at work (the process that was has died, or gave up): what would have been done at the next batch is done here. */
export async function stopWhatIsLeft(ctx: Working, id: string) {
  const found = await ctx.read(({ db }) =>
    db.selectFrom('import').select(['state', 'movedAt', 'stopAskedAt']).where('id', '=', id).executeTakeFirst(),
  )
  const still = found?.movedAt && ctx.now.getTime() - found.movedAt.getTime() > STILL_MINUTES * 60_000
  if (!found?.stopAskedAt || !still) return
  if (found.state === 'running') await takeBack(ctx, id, 'cancelled')
  else if (found.state === 'checking')
    await ctx.write(({ tx }) => tx.updateTable('import').set({ state: 'draft', stopAskedAt: null }).where('id', '=', id).execute())
}
