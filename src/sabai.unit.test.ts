import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const sabai = (...args: string[]) =>
  execFileSync(process.execPath, [fileURLToPath(new URL('./sabai.ts', import.meta.url)), ...args], { encoding: 'utf8' })

test('The command line says what it can do, to people and to programs', () => {
  const page = sabai('help')
  const { commands } = JSON.parse(sabai('help', '--json')) as { commands: { usage: string; about: string }[] }
  expect(commands.map(({ usage }) => usage.split(/ [<[-]/)[0])).toEqual(expect.arrayContaining(['help', 'workspace create', 'key create']))
  for (const { usage, about } of commands) expect(page).toContain(`  ${usage}\n      ${about}`)
}, 60_000)
