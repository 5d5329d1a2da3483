import { addressOf } from '#directory/index.ts'
import type { Compose } from '#kernel/mail.ts'
import { mailHtml } from '#kernel/mail-html.ts'
import type { Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { pathOf, tokenOf } from './tokens.ts'

/** Written as it goes, because it holds the token: no table has it. Nothing to say once the wave is closed. */
export const composeInvitation: Compose = (ctx, mail) => written(ctx, mail, 'pulse.mail.text')

export const composeReminder: Compose = (ctx, mail) => written(ctx, mail, 'pulse.mail.text-again')

async function written(ctx: Writing, { subjectId, memberId, language }: Parameters<Compose>[1], words: string) {
  const wave = await ctx.tx
    .selectFrom('pulseWave')
    .select(['id', 'closesAt'])
    .where('id', '=', subjectId!)
    .where('closedAt', 'is', null)
    .executeTakeFirst()
  const address = await addressOf(ctx)
  if (!wave || !memberId || !address) return null
  const href = address + pathOf(tokenOf(ctx.site, wave.id, memberId))
  const text = say(language, words, { company: ctx.workspace.name })
  return { text: `${text}\n\n${href}\n`, html: mailHtml(language, text, { label: say(language, 'pulse.mail.button'), href }) }
}
