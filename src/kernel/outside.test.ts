import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isPublic, mustBePublic, NotPublic, postOutside } from './outside.ts'

// A canary on loopback: whatever way an address is written, nobody may reach it.
const calls: string[] = []
const canary = createServer((request, answer) => {
  calls.push(`${request.method} ${request.url}`)
  if (request.url === '/away') answer.writeHead(302, { location: 'http://127.0.0.1/inside' })
  answer.end('x')
})
let port: number
beforeAll(async () => {
  await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve))
  port = (canary.address() as { port: number }).port
})
afterAll(() => void canary.close())

const disguises = (at: number) => [
  ...[`http://127.0.0.1:${at}/`, `http://localhost:${at}/`, `http://2130706433:${at}/`, `http://0177.0.0.1:${at}/`, `http://0x7f.1:${at}/`],
  ...[`http://127.1:${at}/`, `http://0:${at}/`, `http://0.0.0.0:${at}/`, `http://[::1]:${at}/`, `http://[::]:${at}/`],
  ...[`http://[::ffff:127.0.0.1]:${at}/`, `http://[::127.0.0.1]:${at}/`, `http://[64:ff9b::7f00:1]:${at}/`, `http://[fe80::1]:${at}/`],
  ...[
    `http://[2002:7f00:1::]:${at}/`,
    `http://user@127.0.0.1:${at}/`,
    'http://169.254.169.254/latest',
    'http://10.0.0.1/',
    'http://[fd00::1]/',
  ],
  ...[
    `http://example.com@127.0.0.1:${at}/`,
    `http://１２７.0.0.1:${at}/`,
    `http://127。0。0。1:${at}/`,
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
  ],
]

test('no way of writing an address of the inside is let through, neither when it is written down nor when it is called', async () => {
  for (const address of disguises(port)) {
    await expect(mustBePublic(address, []), address).rejects.toThrow(NotPublic)
    await expect(postOutside(address, '{}', {}, []), address).rejects.toThrow(NotPublic)
  }
  expect(calls).toEqual([])
})

test('a host that the administrator allows is called; no redirect is followed', async () => {
  const allowed = [`127.0.0.1:${port}`]
  expect(await postOutside(`http://127.0.0.1:${port}/hook`, '{}', {}, allowed)).toBe(200)
  expect(await postOutside(`http://127.0.0.1:${port}/away`, '{}', {}, allowed)).toBe(302)
  expect(calls).toEqual(['POST /hook', 'POST /away'])
})

test('public addresses are public', () => {
  expect(['8.8.8.8', '1.1.1.1', '2606:4700::1111'].map(isPublic)).toEqual([true, true, true])
  expect(['192.0.2.1', '100.64.0.1', '255.255.255.255', '2001:db8::1', 'nonsense'].map(isPublic)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
})
