import type { FastifyInstance, RouteShorthandOptions } from 'fastify'

const allowed = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after',
  'cross-origin-resource-policy': 'cross-origin',
}

/** Other sites may call it by script: any of them, and never with a cookie, so that there is nothing to steal. */
export function fromElsewhere(app: FastifyInstance, method: string, url: string): Pick<RouteShorthandOptions, 'onRequest'> {
  if (!app.hasRoute({ method: 'OPTIONS', url }))
    app.options(url, async (_request, reply) =>
      reply
        .status(204)
        .headers({
          ...allowed,
          'access-control-allow-methods': method === 'GET' ? 'GET' : `GET, ${method}`,
          'access-control-allow-headers': 'content-type',
          'access-control-max-age': '86400',
        })
        .send(),
    )
  return { onRequest: async (_request, reply) => void reply.headers(allowed) }
}
