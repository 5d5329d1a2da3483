import { command } from '#kernel/command.ts'
import { system, writing } from '#kernel/inside.ts'
import { linkAddress, makeLink, tokenOf } from './links.ts'
import { type TemplateId, templateIds } from './survey-words.ts'
import { add, publish } from './surveys.ts'

/** `npm run sabai -- survey create`: a survey from a template, open, with the address to give to people. */
export const surveyCreate = command({
  words: 'survey create',
  about: 'Makes a survey from a template, opens it and prints its address',
  takes: [],
  options: [
    { name: 'template', value: templateIds.join('|'), about: 'what it asks', required: true },
    { name: 'language', value: 'L', about: "the language it falls back to (the workspace's)" },
    { name: 'name', value: 'N', about: 'what it is called among us' },
  ],
  run: async ({ inside, publicUrl, workspaceId }, { options }) => {
    const { template, language, name } = options as Record<string, string | undefined>
    return writing(inside, await workspaceId(), system, async ctx => {
      const { id } = await add(ctx, { template: template as TemplateId, language, name })
      await publish(ctx, { id })
      const link = await makeLink(ctx, { surveyId: id, channel: 'link' })
      return { id, url: linkAddress(publicUrl, tokenOf(ctx.site, link)) }
    })
  },
})
