import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { connectionTakes } from '../connection-api.ts'
import { inside } from '../following/inside.ts'
import { basicToken, waitHere } from './client.ts'
import { pullZendesk } from './zendesk.ts'

/** `PULL_TOKEN=… npm run sabai -- pull zendesk https://acme.zendesk.com --email me@acme.example`, again and again by a timer of the system. */
export const pull = command({
  words: 'pull zendesk',
  about: 'Fetches tickets, what happened to them, calls and ratings from Zendesk: what is new since last time',
  takes: ['address'],
  options: [
    { name: 'email', value: 'ADDRESS', about: 'whose token it is; the token itself stands in the environment as PULL_TOKEN' },
    { name: 'source', value: 'NAME', about: 'what the source is called (zendesk)' },
  ],
  run: async (context, { takes: [address = ''], options }) => {
    const token = process.env.PULL_TOKEN
    if (!token || typeof options.email !== 'string') throw new Problem('pull.no-token', 400)
    const ctx = await inside(context)
    const calling = {
      base: address,
      authorization: basicToken(options.email, token),
      allowed: ctx.site.webhookHosts,
      signal: context.signal,
      progress: context.progress,
      wait: waitHere(context),
    }
    const source = typeof options.source === 'string' ? options.source : 'zendesk'
    const { counts, absent } = await pullZendesk(ctx, { calling, source, takes: connectionTakes })
    for (const stream of absent) context.progress(`${stream}: this account has none, or does not show them to this token`)
    await context.settle()
    return counts
  },
})
