import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { inside } from '../following/inside.ts'
import { pullZendesk } from './zendesk.ts'

/** `PULL_TOKEN=… npm run sabai -- pull zendesk https://acme.zendesk.com --email me@acme.example`, again and again by a timer of the system. */
export const pull = command({
  words: 'pull zendesk',
  about: 'Fetches tickets, what happened to them, and calls from Zendesk: what is new since last time',
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
      authorization: `Basic ${Buffer.from(`${options.email}/token:${token}`).toString('base64')}`,
      allowed: ctx.site.webhookHosts,
      signal: context.signal,
      progress: context.progress,
    }
    const done = await pullZendesk(ctx, calling, typeof options.source === 'string' ? options.source : 'zendesk')
    await context.settle()
    return done
  },
})
