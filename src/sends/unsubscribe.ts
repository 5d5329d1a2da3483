import { type Html, html, trusted } from '#kernel/html.ts'
import { type Posted, publicForm, publicPage, type Visit } from '#kernel/page.ts'
import { notFound } from '#kernel/problem.ts'
import type { Language, Reading, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { participantsChanged } from './api.ts'
import { addressKeyOf } from './judging.ts'
import { from } from './people.ts'
import { suppress } from './suppression.ts'
import { readUnsubscribeToken } from './unsubscribe-token.ts'

/** Leaving all surveys: a page with a button for people; one click for mail programs (RFC 8058), which send no cookie and read no page. */
export const unsubscribePages = [
  publicPage('GET /u/:token', async visit => {
    const { one, workspace } = await whoOf(visit)
    return answer(visit, one.off ? 'off' : 'ask', workspace)
  }),
  publicForm('POST /u/:token', async visit => {
    const { working, participantId, workspace } = await whoOf(visit)
    const back = visit.form.get('act') === 'back'
    await working.write(ctx => (back ? comeBack(ctx, participantId) : leave(ctx, participantId)))
    return answer(visit, back ? 'back' : 'off', workspace)
  }),
]

async function whoOf(visit: Visit | Posted) {
  const said = readUnsubscribeToken(visit.site, visit.params.token ?? '')
  if (!said) throw notFound('unsubscribe')
  const working = await visit.inside(said.workspaceId)
  const one = await working.read(ctx => standing(ctx, said.participantId))
  return { working, one, participantId: said.participantId, workspace: working.workspace.name }
}

/** @throws Problem 404 when the person was erased meanwhile */
async function standing(ctx: Reading | Writing, id: string) {
  const one = await from(ctx)
    .selectFrom('participant')
    .select(['id', 'sendId', 'customerId', 'channel', 'address'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('unsubscribe'))
  const kind = one.channel === 'email' ? ('email' as const) : ('phone' as const)
  const value = one.address ?? ''
  const listed = await from(ctx)
    .selectFrom('suppression')
    .select(['id', 'reason'])
    .where('kind', '=', kind)
    .where('normal', '=', addressKeyOf(kind, value))
    .executeTakeFirst()
  return { ...one, kind, value, listed, off: listed?.reason === 'unsubscribed' }
}

/** No survey goes to this address any more, from whichever send. Twice is once. */
export async function leave(ctx: Writing, participantId: string): Promise<void> {
  const one = await standing(ctx, participantId)
  if (one.off) return
  await suppress(ctx, { kind: one.kind, value: one.value, reason: 'unsubscribed', participantId })
  await ctx.tx.updateTable('participant').set({ unsubscribedAt: ctx.now, remindAt: null }).where('id', '=', participantId).execute()
  await told(ctx, one)
}

/** It was a mistake: only their own no is taken back, no bounce and no decision of ours. */
async function comeBack(ctx: Writing, participantId: string): Promise<void> {
  const one = await standing(ctx, participantId)
  if (!one.off) return
  await ctx.tx.deleteFrom('suppression').where('id', '=', one.listed!.id).execute()
  await ctx.tx.updateTable('participant').set({ unsubscribedAt: null }).where('id', '=', participantId).execute()
  await told(ctx, one)
}

const told = (ctx: Writing, { id, sendId, customerId }: { id: string; sendId: string; customerId: string }) =>
  ctx.announce(participantsChanged, { sendId, what: 'unsubscribed', count: 1 }, { subjectId: id, customerId })

type Standing = 'ask' | 'off' | 'back'

const answer = ({ language, nonce }: Visit, standing: Standing, company: string) => ({
  html: shown(language, nonce, standing, company),
  headers: { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' },
})

const style = trusted(
  'body{font:17px/1.7 "Noto Sans","Noto Sans Thai","Noto Sans Lao","Noto Sans Khmer",system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem;color:#271a22;background:#f8f3f1}h1{font-size:1.4rem;line-height:1.5}button{font:inherit;font-weight:600;padding:.6rem 1.2rem;min-height:44px;border-radius:8px;border:1px solid #7a2453;background:#7a2453;color:#fff;cursor:pointer}button.quiet{background:none;color:#7a2453}button:focus-visible{outline:3px solid #7a2453;outline-offset:2px}',
)

function shown(language: Language, nonce: string, standing: Standing, company: string): Html {
  const title = say(language, `sends.unsubscribe.title.${standing}`, { company })
  const text = say(language, `sends.unsubscribe.text.${standing}`)
  const act = standing === 'off' ? 'back' : 'leave'
  return html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title><style nonce="${nonce}">${style}</style></head><body><main><h1>${title}</h1><p>${text}</p><form method="post"><input type="hidden" name="act" value="${act}"><button${standing === 'off' ? trusted(' class="quiet"') : ''}>${say(language, `sends.unsubscribe.act.${act}`)}</button></form></main></body></html>`
}
