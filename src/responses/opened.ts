import type { Visit } from '#kernel/page.ts'
import { surveyOpened } from './api.ts'
import type { Door } from './doors.ts'

const MOST = 20_000
const told = new Set<string>()

/**
 * A person came by a link of their own: that is known without a pixel, because they are here. Once for each link and process; who listens keeps the first.
 * A mail scanner that behaves like a browser is taken for one; it never answers, since opening records no answer.
 */
export async function tellOpened({ request }: Pick<Visit, 'request'>, { link, survey, desk }: Door): Promise<void> {
  if (!link.customerId || link.test || told.has(link.id) || !isPerson(request.headers)) return
  if (told.size >= MOST) told.clear()
  told.add(link.id)
  const { customerId } = link
  await desk.write(ctx => ctx.announce(surveyOpened, { surveyId: survey.id, linkId: link.id }, { subjectId: link.id, customerId }))
}

/** Who wants to read a page now: not a program that looks whether there is one, not a browser that fetches ahead. */
function isPerson(headers: Headers): boolean {
  const ahead = ['sec-purpose', 'purpose', 'x-moz'].some(name => /prefetch|prerender|preview/i.test(headers.get(name) ?? ''))
  return !ahead && (headers.get('accept') ?? '').includes('text/html')
}
