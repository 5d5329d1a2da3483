import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { secretOf } from './secret.ts'
import { loadSettings, readSettings, type WrongSettings } from './settings.ts'

const wrongLines = (env: Record<string, string>, file?: string) => {
  try {
    readSettings(env, file)
  } catch (error) {
    return (error as WrongSettings).lines
  }
  return []
}

function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'sabai settings '))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('nothing needs to be set', () => {
  expect(readSettings({})).toEqual({
    databaseUrl: null,
    folder: resolve('data'),
    secret: null,
    host: '127.0.0.1',
    port: 3000,
    publicUrl: null,
    trustProxy: [],
    smtpUrl: null,
    mailFrom: null,
    mailReplyTo: null,
    webhookHosts: [],
    imapUrl: null,
    mailBounces: null,
    mailDomains: [],
  })
})

test('the environment wins over the file, and an empty value is none', () => {
  const file = '# ours\nPORT=4000\nexport HOST="0.0.0.0"\nSMTP_URL=\r\nMAIL_FROM=Help <help@shop.example>\nTRUST_PROXY=10.0.0.0/8, ::1\n'
  expect(readSettings({ PORT: '5000', HOST: '' }, file)).toMatchObject({
    port: 5000,
    host: '0.0.0.0',
    smtpUrl: null,
    mailFrom: 'Help <help@shop.example>',
    trustProxy: ['10.0.0.0/8', '::1'],
  })
})

test('all that is wrong is named at once, with what was given and what is expected', () => {
  expect(
    wrongLines({ PORT: 'http', PUBLIC_URL: 'https://a.example/sabai', TRUST_PROXY: '10.0.0.0/33', HOST: 'a b', MAIL_FROM: 'help' }),
  ).toEqual([
    `HOST is 'a b', but should be an address or name of this machine, such as 0.0.0.0.`,
    `PORT is 'http', but should be a whole number from 0 (any free port) to 65535.`,
    `PUBLIC_URL is 'https://a.example/sabai', but should be an address without a path, such as https://sabai.example.com.`,
    `TRUST_PROXY is '10.0.0.0/33', but should be addresses or ranges with commas between them, such as 10.0.0.0/8, ::1.`,
    `MAIL_FROM is 'help', but should be a mail address, or a name and an address: Help <help@example.com>.`,
  ])
})

test('a secret or a password is never repeated in a message', () => {
  const lines = wrongLines({ SABAI_SECRET: 'too short', SMTP_URL: 'http://me:pass@mail', DATABASE_URL: 'mysql://me:pass@db' }).join('\n')
  expect(lines).toContain('SABAI_SECRET is set (9 characters, not shown), but should be at least 32 characters')
  expect(lines).not.toMatch(/too short|pass/)
})

test('a name nobody knows is taken for a typing mistake: in the file any name, in the environment those that begin with SABAI_', () => {
  expect(wrongLines({ SABAI_DTA: './x', UNRELATED: '1' }, 'PROT=4000\nhello\n')).toEqual([
    'Line 2 of the settings file is not of the form NAME=value.',
    'PROT is not a setting: probably a typing mistake for PORT.',
    'SABAI_DTA is not a setting: probably a typing mistake for SABAI_DATA.',
  ])
})

test('SABAI_SETTINGS names another file, which then must be there', () => {
  const file = join(newFolder(), 'my settings')
  expect(() => loadSettings({ SABAI_SETTINGS: file })).toThrow(/but there is no such file/)
  writeFileSync(file, 'PORT=1234')
  expect(loadSettings({ SABAI_SETTINGS: file }).port).toBe(1234)
})

test('the secret is made once, for our eyes only, and a given one is used instead', () => {
  const folder = join(newFolder(), 'data')
  const made = secretOf({ secret: null, folder })
  expect(made).toHaveLength(43)
  expect(secretOf({ secret: null, folder })).toBe(made)
  expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600)
  expect(secretOf({ secret: 'x'.repeat(32), folder })).toBe('x'.repeat(32))
  writeFileSync(join(folder, 'secret.key'), '')
  expect(() => secretOf({ secret: null, folder })).toThrow(/is damaged/)
})
