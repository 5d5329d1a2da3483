import { doorkeeper } from '#directory/doorkeeper.ts'
import { createServer } from '#kernel/server.ts'
import { slices } from '../slices.ts'

// Run in a process of its own: the whole server on the database it is given, which dies by SIGKILL when a write is committed and its answer
// has not left.
const server = await createServer({
  database: JSON.parse(process.argv[2]!) as { database: string },
  slices,
  secret: 'a secret only for tests, 32 letters',
  publicUrl: null,
  trustProxy: [],
  smtpUrl: null,
  mailFrom: null,
  mailReplyTo: null,
  version: 'test',
  logger: false,
  manual: true,
  doorkeeper,
  firstRun: { check: () => false },
  mount: app =>
    app.addHook('onSend', async (request, reply) => {
      if (request.method === 'POST' && reply.statusCode === 200) process.kill(process.pid, 'SIGKILL')
    }),
})
console.log(await server.app.listen({ host: '127.0.0.1', port: 0 }))
