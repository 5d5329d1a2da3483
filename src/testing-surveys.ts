import type { SurveyContent } from '#core/surveys/definition.ts'
import * as surveys from '#surveys/api.ts'
import { makeLink, type NewLink, tokenOf } from '#surveys/index.ts'
import type { TestApp } from '#testing.ts'

type Answer = { statusCode: number; body: string; headers: Record<string, string> }

/** A survey that is open, with a link to it. */
export async function openSurvey(app: TestApp, content: SurveyContent | 'nps' | 'csat', link: Partial<NewLink> = {}) {
  const from = typeof content === 'string' ? { template: content } : { content }
  const { id } = await app.as('khamla').call(surveys.addSurvey, from)
  await app.as('khamla').call(surveys.publishSurvey, { id })
  return { surveyId: id, token: await linkTo(app, id, link) }
}

export const linkTo = (app: TestApp, surveyId: string, link: Partial<NewLink> = {}) =>
  app.write(async ctx => tokenOf(ctx.site, await makeLink(ctx, { surveyId, channel: 'link', ...link })))

/** A page as a browser without JavaScript has it: its fields, what it says, where it leads. */
export async function visitor(app: TestApp, token: string, query = '', headers: Record<string, string> = {}) {
  const ask = async (options: object) => shown((await app.anyone().inject({ headers, ...options } as never)) as unknown as Answer)
  let page = await ask({ method: 'GET', url: `/s/${token}${query}` })
  return {
    get page() {
      return page
    },
    /** Sends the form that is shown, with what was typed. */
    send: async (typed: Record<string, string | string[]>) => {
      const fields = [
        ...Object.entries(page.hidden),
        ...Object.entries(typed).flatMap(([name, value]) => [value].flat().map(one => [name, one])),
      ]
      const payload = new URLSearchParams(fields as [string, string][]).toString()
      page = await ask({
        method: 'POST',
        url: `/s/${token}`,
        payload,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      })
      return page
    },
  }
}

function shown({ statusCode, body, headers }: Answer) {
  const hidden = Object.fromEntries(
    [...body.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name, value]) => [name!, value!]),
  )
  const title = /<h1[^>]*>([^<]*)/.exec(body)?.[1] ?? ''
  return {
    status: statusCode,
    body,
    headers,
    hidden,
    title,
    fields: [...new Set([...body.matchAll(/name="(a\.[\w.-]+)"/g)].map(([, name]) => name!))],
  }
}
