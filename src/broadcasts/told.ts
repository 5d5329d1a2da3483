import { sql } from 'kysely'
import { actionOverdue, actionProved } from '#actions/api.ts'
import { askAdded } from '#desk/api.ts'
import { addressOf } from '#directory/index.ts'
import { caseLate, feedbackFresh, feedbackReceived } from '#inbox/api.ts'
import { isFresh } from '#inbox/index.ts'
import { after, type Listener, type Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import type { Language } from '#kernel/words.ts'
import type { About } from './api.ts'
import { postLater } from './channels.ts'
import { withoutNames } from './private-words.ts'

type Line = { key: string; facts: Record<string, string | number>; path: string }

/** Every channel that wants to hear of this, in its own language. */
async function tell(ctx: Writing, about: About, eventId: string, line: Line): Promise<void> {
  const channels = await ctx.tx
    .selectFrom('channel')
    .select(['id', 'shape', 'language'])
    .where('archivedAt', 'is', null)
    .where(sql<boolean>`${about} = any(about)`)
    .execute()
  if (channels.length === 0) return
  const address = await addressOf(ctx)
  const href = address && `${address.replace(/\/$/, '')}/${ctx.workspace.number}${line.path}`
  for (const channel of channels)
    await postLater(ctx, channel, eventId, { text: say(channel.language as Language, `broadcasts.post.${line.key}`, line.facts), href })
}

/** Good and bad words that are news, each once; of many at once only how many. */
async function heard(ctx: Writing, { feedbackIds }: { feedbackIds: string[] }, { id }: { id: string }): Promise<void> {
  const { rows } = await sql<{ text: string; mood: number; author: string | null; customer: string | null; account: string | null }>`
    select f.text, f.mood, f.author, customer.name as customer, account.name as account from feedback f
    left join customer on customer.workspace_id = f.workspace_id and customer.id = f.customer_id
    left join account on account.workspace_id = f.workspace_id and account.id = f.account_id
    where f.workspace_id = sabai_workspace() and f.id = any(${feedbackIds}::uuid[]) and f.text <> '' and f.mood <> 0 and ${isFresh('f')}`.execute(
    ctx.tx,
  )
  for (const [about, mood] of [['bad', -1] as const, ['good', 1] as const]) {
    const said = rows.filter(row => row.mood === mood)
    const [first] = said
    if (!first) continue
    const words = withoutNames([...first.text].slice(0, 500).join(''), [first.author, first.customer, first.account])
    await tell(ctx, about, id, { key: about, facts: { n: said.length, words }, path: `/voices?mood=${about}` })
  }
}

const whatOf = async ({ tx }: Writing, id: string) =>
  (await tx.selectFrom('action').select('what').where('id', '=', id).executeTakeFirst())?.what ?? ''

const nameOf = async ({ tx }: Writing, id: string) =>
  (await tx.selectFrom('member').select('name').where('id', '=', id).executeTakeFirst())?.name ?? ''

export const tellChannels: Listener[] = [
  after(feedbackReceived, 'broadcasts.tell-heard', heard),
  after(feedbackFresh, 'broadcasts.tell-imported', heard),
  after(caseLate, 'broadcasts.tell-late', async (ctx, { caseId, ownerId }, { id }) => {
    const one = await ctx.tx.selectFrom('customerCase').select('number').where('id', '=', caseId).executeTakeFirst()
    await tell(ctx, 'late', id, {
      key: 'late',
      facts: { number: one?.number ?? 0, owner: await nameOf(ctx, ownerId) },
      path: `/inbox/${caseId}`,
    })
  }),
  after(actionOverdue, 'broadcasts.tell-overdue', async (ctx, { actionId, toldId }, { id }) => {
    const action = await ctx.tx.selectFrom('action').select(['what', 'ownerId']).where('id', '=', actionId).executeTakeFirst()
    // Told to the owner first, then to their manager: the channel hears it once.
    if (!action || action.ownerId !== toldId) return
    await tell(ctx, 'overdue', id, {
      key: 'overdue',
      facts: { what: action.what, owner: await nameOf(ctx, toldId) },
      path: `/actions/${actionId}`,
    })
  }),
  after(actionProved, 'broadcasts.tell-proved', async (ctx, { actionId, verdict }, { id }) => {
    if (verdict !== 'gone' && verdict !== 'less') return
    await tell(ctx, 'proved', id, { key: `proved-${verdict}`, facts: { what: await whatOf(ctx, actionId) }, path: `/actions/${actionId}` })
  }),
  after(askAdded, 'broadcasts.tell-asked', async (ctx, { askId, toId }, { id }) => {
    const ask = await ctx.tx.selectFrom('ask').select('question').where('id', '=', askId).executeTakeFirst()
    await tell(ctx, 'asked', id, {
      key: 'asked',
      facts: { to: await nameOf(ctx, toId), question: ask?.question ?? '' },
      path: '/questions',
    })
  }),
]
