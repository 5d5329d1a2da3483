import type { z } from 'zod'
import type { Endpoint } from '#kernel/endpoint.ts'
import { Problem } from '#kernel/problem.ts'
import type { TestApp } from '#testing.ts'

/** A browser of a stranger: it keeps the cookies it is given, and is refused as a real one is. */
export function browser(app: Pick<TestApp, 'app'>, headers: Record<string, string> = {}) {
  const cookies = new Map<string, string>()
  const keep = (line: string) => {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
    if (value && !/max-age=0/i.test(line)) cookies.set(name!, value)
    else cookies.delete(name!)
  }
  const send = async (method: string, path: string, payload?: object, extra: Record<string, string> = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.app.inject({
      method: method as 'GET',
      url: `/api${path}`,
      ...(payload ? { payload } : {}),
      headers: { host: 'localhost:3000', ...headers, ...extra, ...(cookie ? { cookie } : {}) },
    })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) keep(line)
    return answer
  }
  return {
    send,
    cookies,
    /** @throws Problem as the page would see it */
    call: async <E extends Endpoint>(
      endpoint: E,
      input: z.input<E['input']>,
      extra: Record<string, string> = {},
    ): Promise<z.output<E['output']>> => {
      const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => String((input as Record<string, unknown>)[name]))
      const named = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name)
      const rest = Object.fromEntries(Object.entries(input as object).filter(([name]) => !named.includes(name)))
      const query = endpoint.method === 'GET' ? `?${new URLSearchParams(rest as Record<string, string>)}` : ''
      const answer = await send(endpoint.method, path + query, endpoint.method === 'GET' ? undefined : rest, extra)
      const body = JSON.parse(answer.body)
      if (answer.statusCode >= 400) throw new Problem(body.code, answer.statusCode, body.facts, body.fields)
      return endpoint.output.parse(body) as z.output<E['output']>
    },
  }
}
